using System.Diagnostics;
using Fleet.Bench.Load;

namespace Fleet.Bench.SlowReaders;

/// <summary>All sessions are reset at once while positions go on; all come back, resume, and have missed nothing.</summary>
internal static class StormPart
{
    private const int Threads = 32;

    public static async Task Run(int sessions)
    {
        var schedule = new Schedule(Vehicles: 500, PerSession: 1, Rate: 10, PerUpload: 50); // each vehicle once a second
        using var server = ServerProcess.StartRole(Roles.Gateway);
        using var publisher = new Publisher(schedule, server.Url, "/v1/locations", server.Key, schedule.Positions);
        var follows = Enumerable.Range(0, sessions).Select(_ => new Sequence(schedule)).ToArray();
        Client Open(int i) => Client.Open(Peer.Gateway, server.Url, server.Key, schedule.VehiclesOf(i), follows[i]);

        List<Client> clients;
        using (var first = new ClientLoop(schedule))
        {
            clients = Client.OpenMany(sessions, Open, Threads);
            first.Add(clients);
            await publisher.Run(TimeSpan.FromSeconds(8));
            await Task.Delay(TimeSpan.FromSeconds(1), TimeProvider.System);
        }

        var before = follows.Sum(f => f.Taken);
        var going = publisher.Run(TimeSpan.FromSeconds(15));
        await Task.Delay(TimeSpan.FromSeconds(1), TimeProvider.System); // what comes now, nobody reads
        var begun = Stopwatch.GetTimestamp();
        clients.ForEach(c => c.Reset());
        clients = Client.OpenMany(sessions, Open, Threads);
        var took = Stopwatch.GetElapsedTime(begun);
        using var second = new ClientLoop(schedule);
        second.Add(clients);
        await going;
        await Task.Delay(TimeSpan.FromSeconds(2), TimeProvider.System);
        Console.WriteLine("## Storm");
        Console.WriteLine();
        Console.WriteLine($"{sessions:N0} sessions reset at once, {schedule.PositionsPerSecond} positions a second going on: all authenticated, subscribed and resumed after {took.TotalSeconds:0.0} s (target 10); "
            + $"{follows.Sum(f => f.Taken):N0} events seen ({before:N0} before), {follows.Sum(f => f.Missing)} missing, {follows.Sum(f => f.Doubled)} doubled, {clients.Count(c => c.CloseCode != 0)} sessions closed");
        Console.WriteLine();
        clients.ForEach(c => c.Dispose());
    }
}
