using System.Collections.Immutable;
using System.Diagnostics;
using System.Globalization;
using Fleet.Events;
using Fleet.Vehicles;

namespace Fleet.Storage.Bench;

/// <summary>Bytes and time of a logged batch, by codec and by how many events share it.</summary>
internal static class CodecBench
{
    private const int Repeats = 2_000;

    public static void Run()
    {
        foreach (var size in new[] { 1, 10, 50, 200 })
        {
            var events = Events(size);
            foreach (var (name, codec) in new[] { ("json", EventCodec.Json), ("brotli 1", EventCodec.BrotliJson) })
            {
                var payload = Time(events, codec, Repeats / 10, out _, out _);
                payload = Time(events, codec, Math.Max(100, Repeats / size), out var encode, out var decode);
                Console.WriteLine(string.Create(
                    CultureInfo.InvariantCulture,
                    $"events, {size} locations a batch, {name}: {payload.Length / (double)size:F0} bytes, {encode / size:F2} µs to write, {decode / size:F2} µs to read (an event)"));
            }
        }
    }

    private static byte[] Time(ImmutableArray<FleetEvent> events, short codec, int repeats, out double encode, out double decode)
    {
        var payload = Array.Empty<byte>();
        var clock = Stopwatch.StartNew();
        for (var i = 0; i < repeats; i++)
            payload = EventCodec.Encode(events, codec);
        encode = clock.Elapsed.TotalMicroseconds / repeats;
        clock.Restart();
        for (var i = 0; i < repeats; i++)
            EventCodec.Decode(payload, codec);
        decode = clock.Elapsed.TotalMicroseconds / repeats;
        return payload;
    }

    // As the vehicles of one shard would be: many vehicles, alike and not the same.
    private static ImmutableArray<FleetEvent> Events(int count)
    {
        var random = new Random(7);
        return [.. Enumerable.Range(0, count).Select(n =>
        {
            var vehicle = string.Create(CultureInfo.InvariantCulture, $"vehicle-{random.Next(2_000):D5}");
            var at = new DateTimeOffset(2024, 4, 13, 8, 0, 0, TimeSpan.Zero).AddMilliseconds(random.Next(60_000));
            return new LocationUpdated
            {
                EventId = string.Create(CultureInfo.InvariantCulture, $"{vehicle}:{at.ToUnixTimeMilliseconds()}:location"),
                OrganizationId = "demo-fleet",
                Timestamp = at,
                VehicleId = vehicle,
                DriverId = "driver-" + vehicle,
                TripId = "trip-" + vehicle,
                Position = new Position
                {
                    Timestamp = at,
                    ReceivedAt = at.AddMilliseconds(random.Next(900)),
                    Latitude = 41 + random.NextDouble(),
                    Longitude = -96 + random.NextDouble(),
                    SpeedKmh = Math.Round(random.NextDouble() * 100, 1),
                    HeadingDegrees = random.Next(360),
                    AccuracyMeters = 4.5,
                },
                VehicleStatus = VehicleStatus.Active,
                SpeedKmh = Math.Round(random.NextDouble() * 100, 1),
                DistanceSinceLastMeters = random.NextDouble() * 30,
                SpeedChangeKmh = random.NextDouble(),
                DirectionChangeDegrees = random.Next(20),
                ProcessedAt = at.AddMilliseconds(950),
            };
        })];
    }
}
