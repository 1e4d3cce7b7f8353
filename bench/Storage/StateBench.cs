using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Fleet.Storage.Postgres;
using Fleet.Vehicles;
using Npgsql;
using Orleans.Runtime;

namespace Fleet.Storage.Bench;

/// <summary>Grain-state writes a second through the batching storage against one statement and one commit each.</summary>
internal static class StateBench
{
    private const int Rounds = 3;
    private const int Grains = 5_000;
    private const int Single = 3_000;

    public static async Task RunAsync(BenchServer server)
    {
        await BatchedAsync(server, 1);
        var batched = new List<double>();
        var single = new List<double>();
        var parallel = new List<double>();
        for (var round = 0; round < Rounds; round++)
        {
            await server.ExecuteAsync("TRUNCATE grain_state");
            batched.Add(await BatchedAsync(server, 4));
            single.Add(await OneByOneAsync(server, 1));
            parallel.Add(await OneByOneAsync(server, 16));
        }

        batched.Sort();
        single.Sort();
        parallel.Sort();
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"grain state, {Grains} grains at once: batched {batched[Rounds / 2]:N0} writes/s, one by one {single[Rounds / 2]:N0} on 1 connection and {parallel[Rounds / 2]:N0} on 16, ratio {batched[Rounds / 2] / single[Rounds / 2]:F1} and {batched[Rounds / 2] / parallel[Rounds / 2]:F1} (medians of {Rounds})"));
    }

    // Each grain writes its state, waits, and writes the next version: first an insert, then updates.
    private static async Task<double> BatchedAsync(BenchServer server, int writes)
    {
        await server.ExecuteAsync("TRUNCATE grain_state");
        var storage = server.Get<PostgresGrainStorage>();
        var clock = Stopwatch.StartNew();
        await Task.WhenAll(Enumerable.Range(0, Grains).Select(g => Task.Run(async () =>
        {
            var state = new GrainState<VehicleSnapshot>(State(g));
            var grain = GrainId.Create("vehicle", string.Create(CultureInfo.InvariantCulture, $"demo/{g}"));
            for (var i = 0; i < writes; i++)
                await storage.WriteStateAsync("vehicle", grain, state);
        })));
        return Grains * writes / clock.Elapsed.TotalSeconds;
    }

    private static async Task<double> OneByOneAsync(BenchServer server, int connections)
    {
        var clock = Stopwatch.StartNew();
        await Task.WhenAll(Enumerable.Range(0, connections).Select(c => Task.Run(async () =>
        {
            await using var connection = await server.Source.OpenConnectionAsync();
            for (var i = 0; i < Single / connections; i++)
            {
                await using var command = new NpgsqlCommand(
                    "UPDATE grain_state SET payload = $2::json, version = nextval('grain_state_version') WHERE grain_id = $1 AND state_name = 'vehicle' RETURNING version", connection)
                {
                    Parameters =
                    {
                        new() { Value = string.Create(CultureInfo.InvariantCulture, $"vehicle/demo/{((c * (Single / connections)) + i) % Grains}") },
                        new() { Value = JsonSerializer.Serialize(State(i), FleetJson.Options) },
                    },
                };
                if (await command.ExecuteScalarAsync() is null)
                    throw new InvalidOperationException("No such state.");
            }
        })));
        return Single / clock.Elapsed.TotalSeconds;
    }

    private static VehicleSnapshot State(int n) => new()
    {
        OrganizationId = "demo",
        VehicleId = string.Create(CultureInfo.InvariantCulture, $"vehicle-{n}"),
        Details = new() { Name = "Van 7", PlateNumber = "XY-123" },
        Status = VehicleStatus.Active,
        LastPosition = new()
        {
            Timestamp = DateTimeOffset.UnixEpoch.AddSeconds(n),
            ReceivedAt = DateTimeOffset.UnixEpoch.AddSeconds(n),
            Latitude = 41.2 + (n * 1e-6),
            Longitude = -95.9,
            SpeedKmh = 51.5,
        },
        DistanceKm = 1234.5 + n,
        Geofences = [new() { GeofenceId = "depot", Name = "Depot", Since = DateTimeOffset.UnixEpoch }],
    };
}
