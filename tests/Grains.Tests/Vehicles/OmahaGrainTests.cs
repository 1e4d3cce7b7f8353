using Fleet.Events;
using Fleet.Trips;
using Xunit.Abstractions;

namespace Fleet.Vehicles;

/// <summary>Nineteen real drives through the grains, as a device would send them.</summary>
[Collection(ClusterCollection.Name)]
public class OmahaGrainTests(ClusterFixture cluster, ITestOutputHelper output)
{
    private static readonly int[] Incomplete = [1, 3, 4, 15, 19];

    [SkippableFact]
    public async Task Drives_become_trips_of_the_right_length()
    {
        var drives = TraceReader.Omaha();
        Skip.If(drives is null, "shared data is absent");
        var organization = cluster.NewOrganization();
        var vehicle = cluster.Grains.GetGrain<IVehicleGrain>(GrainKey.For(organization, "car"));
        foreach (var part in drives.SelectMany(d => d.Positions.Select(p => p with { TripId = $"drive-{d.Number}" })).Chunk(100))
        {
            await vehicle.Report([.. part.Select(p => p with { ReceivedAt = cluster.Clock.GetUtcNow() })]);
        }

        var counters = (await vehicle.Get()).Counters;
        Assert.Equal((10_277, 10_277, 0), (counters.Received, counters.Accepted, counters.Jumps));
        foreach (var drive in drives)
        {
            var trip = (await cluster.Grains.GetGrain<ITripGrain>(GrainKey.For(organization, $"drive-{drive.Number}")).Get())!;
            var error = (trip.DistanceKm * 1000 / drive.TruthMeters) - 1;
            output.WriteLine($"{drive.Number,2} {trip.Status} {trip.DistanceKm:F3} km, unobserved {trip.UnobservedKm:F3} km, observed {error:P2}, max {trip.MaxSpeedKmh:F0} km/h, pauses {trip.Pauses.Length}");
            Assert.Equal(drive.Number == 19 ? TripStatus.Active : TripStatus.Completed, trip.Status);
            if (!Incomplete.Contains(drive.Number))
                Assert.InRange(error, -0.02, 0.02);
        }
    }

    [SkippableFact]
    public async Task Drives_without_trip_ids_are_told_apart_by_thirty_minutes_of_silence()
    {
        var drives = TraceReader.Omaha();
        Skip.If(drives is null, "shared data is absent");
        var organization = cluster.NewOrganization();
        var vehicle = cluster.Grains.GetGrain<IVehicleGrain>(GrainKey.For(organization, "car"));
        var started = new List<TripChanged>();
        foreach (var drive in drives)
        {
            foreach (var part in drive.Positions.Chunk(200))
            {
                await vehicle.Report([.. part.Select(p => p with { ReceivedAt = cluster.Clock.GetUtcNow() })]);
            }
        }

        started.AddRange((await cluster.Events(organization)).OfType<TripChanged>().Where(e => e.Kind == TripEventKind.Started));
        var gaps = drives.Zip(drives.Skip(1)).Count(p => (p.Second.Positions[0].Timestamp - p.First.Positions[^1].Timestamp).TotalMinutes >= 30);
        output.WriteLine($"{started.Count} trips, {gaps} gaps of half an hour");
        Assert.Equal(gaps + 1, started.Count);
    }
}
