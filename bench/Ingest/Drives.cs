using System.Globalization;
using System.Text;

namespace Fleet.Bench.Ingest;

/// <summary>
/// Positions as devices send them: vehicles that drive, each with a driver of its own and inside five fences. Each round
/// goes on where the one before ended. Bodies are made before the clock runs.
/// </summary>
internal sealed class Drives(int vehicles, int perVehicle)
{
    private static readonly DateTimeOffset Start = new(2024, 4, 13, 8, 0, 0, TimeSpan.Zero);

    private int _second;

    /// <summary>The second of the first position: two drives in one database begin apart.</summary>
    public int From { init => _second = value; }

    /// <summary>Bodies of so many positions in the order of their times, for so many senders: each sender has vehicles of its own.</summary>
    public List<byte[]>[] Make(int rows, int senders, int batchSize)
    {
        var bodies = Enumerable.Range(0, senders).Select(_ => new List<byte[]>()).ToArray();
        var perBatch = batchSize / perVehicle;
        for (var made = 0; made < rows; made += vehicles * perVehicle)
        {
            for (var first = 0; first < vehicles; first += perBatch)
                bodies[first / perBatch % senders].Add(Body(first, Math.Min(perBatch, vehicles - first)));

            _second += perVehicle;
        }

        return bodies;
    }

    /// <summary>Five polygons around everything that drives, of twenty corners each.</summary>
    public static IEnumerable<string> Fences() => Enumerable.Range(1, 5).Select(size =>
    {
        var corners = Enumerable.Range(0, 21).Select(i => (i % 20) * Math.PI / 10)
            .Select(a => string.Create(CultureInfo.InvariantCulture, $"[{-94.5 + ((1.5 + (size * 0.3)) * Math.Cos(a)):F6},{40.5 + ((1.5 + (size * 0.3)) * Math.Sin(a)):F6}]"));
        return $$$"""{"geofence_id":"fence_{{{size}}}","name":"Fence {{{size}}}","geometry":{"type":"Polygon","coordinates":[[{{{string.Join(',', corners)}}}]]}}""";
    });

    private byte[] Body(int first, int count)
    {
        var text = new StringBuilder("[");
        for (var vehicle = first; vehicle < first + count; vehicle++)
        {
            for (var i = 0; i < perVehicle; i++)
            {
                var second = _second + i;
                var time = Start.AddSeconds(second).UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
                var latitude = 40 + (vehicle % 100 * 0.01) + (second * 0.000125);
                var longitude = -95 + (vehicle / 100 * 0.01);
                text.Append(text.Length == 1 ? "" : ",").Append(CultureInfo.InvariantCulture,
                    $$$"""{"vehicle_id":"vehicle_{{{vehicle:D5}}}","driver_id":"driver_{{{vehicle:D5}}}","timestamp":"{{{time}}}","location":{"latitude":{{{latitude:F6}}},"longitude":{{{longitude:F6}}},"speed":50.4,"heading":12.5,"accuracy":4.5},"motion":{"acceleration":{"x":0.1,"y":0.02,"z":9.81},"gyroscope":{"x":0.01,"y":0.0,"z":0.02} } }""");
            }
        }

        return Encoding.UTF8.GetBytes(text.Append(']').ToString());
    }
}
