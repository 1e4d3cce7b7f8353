using Fleet.Bench.Load;

namespace Fleet.Bench.SlowReaders;

/// <summary>Connections to which nothing happens, for a while.</summary>
internal static class IdlePart
{
    public static async Task Run(int connections, TimeSpan time)
    {
        using var server = ServerProcess.StartRole(Roles.Gateway);
        using var loop = new ClientLoop();
        Client Open(int i) => Client.Open(Peer.Gateway, server.Url, server.Key, [Schedule.VehicleId(i % 1_000)]);
        List<Client> clients = Client.OpenMany(200, Open);
        loop.Add(clients);
        await Task.Delay(TimeSpan.FromSeconds(3), TimeProvider.System);
        var before = server.Resident();
        var more = Client.OpenMany(connections - clients.Count, i => Open(i + 200));
        loop.Add(more);
        clients = [.. clients, .. more];
        await Task.Delay(TimeSpan.FromSeconds(3), TimeProvider.System);
        var (cpu, bytes) = (server.Cpu(), (server.Resident() - before) / (double)more.Count);
        await Task.Delay(time, TimeProvider.System);
        var used = (server.Cpu() - cpu).TotalSeconds;
        var sessions = (await server.Stats()).GetProperty("sessions").GetInt32();
        Console.WriteLine("## Idle connections");
        Console.WriteLine();
        Console.WriteLine($"{connections:N0} for {time.TotalMinutes:0.0} minutes, a ping each every 25 s: {clients.Count(c => c.CloseCode != 0)} dropped, {sessions:N0} sessions at the end, "
            + $"{bytes:N0} bytes each ({(server.Resident() - before) / (double)more.Count:N0} at the end), {100 * used / time.TotalSeconds:0.00} % of a core ({used / time.TotalSeconds / connections * 1e6:0.00} µs a connection and second)");
        Console.WriteLine();
    }
}
