using Fleet.Bench.Load;

namespace Fleet.Bench.FanOut;

/// <summary>Resident memory per connection: open, authenticated, subscribed, and nothing happens.</summary>
internal static class Idle
{
    private const int First = 200;

    public static async Task<double> Measure(Peer peer, Func<ServerProcess> start, int connections, TimeSpan rest)
    {
        using var server = start();
        Client Open(int i) => Client.Open(peer, server.Url, server.Key, [Schedule.VehicleId(i % 1_000)]);
        using var loop = new ClientLoop();
        loop.Add(Client.OpenMany(First, Open)); // what the first ones make the server load is nobody's connection
        await Task.Delay(rest, TimeProvider.System);
        var before = server.Resident();
        loop.Add(Client.OpenMany(connections, i => Open(First + i)));
        await Task.Delay(rest, TimeProvider.System);
        var grown = (server.Resident() - before) / (double)connections;
        loop.Hang();
        return grown;
    }
}
