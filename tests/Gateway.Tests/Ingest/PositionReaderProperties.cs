using System.Globalization;
using System.Text;
using System.Text.Json;
using Fleet.Gateway.Auth;
using Fleet.Organizations;
using Fleet.Testing;
using Microsoft.Extensions.Options;

namespace Fleet.Gateway.Ingest;

/// <summary>Many thousand broken batches, from fixed seeds so that a failure can be had again.</summary>
public sealed class PositionReaderProperties
{
    private const string Seed = """
        {"type":"location_update","timestamp":"2024-04-13T10:30:00Z","trip_id":"trip_123","vehicle_id":"vehicle_456","driver_id":"driver_789","location":{"latitude":40.7128,"longitude":-74.0060,"speed":45.5,"heading":180.0,"accuracy":3.2,"altitude":12.5},"motion":{"acceleration":{"x":0.1,"y":-0.2,"z":9.8},"gyroscope":{"x":0.05,"y":-0.03,"z":0.01}},"fuel_level":0.5,"engine_running":true,"odometer_km":1e3,"speed_limit":null}
        """;

    private static readonly string[] Values =
    [
        "1e400", "-1e400", "\"NaN\"", "null", "true", "[]", "{}", "[[{}]]", "\"\"", "\"\\ud800\"", "\"\\u0000\"", "-0", "1E-400",
        "9999999999999999999999", "{\"x\":{}}", "{\"latitude\":{\"latitude\":1}}", "\"é\"", "0.1e1", "\"2024-13-01T00:00:00Z\"",
    ];

    private readonly PositionReader _reader = new(Options.Create(new IngestOptions()), new ManualTimeProvider());
    private readonly Principal _sender = new()
    {
        OrganizationId = "acme",
        Subject = "key_1",
        Role = Role.Operator,
        Permissions = new Permissions(),
    };

    /// <summary>Any bytes at all are either read or are no JSON. In particular nothing but JsonException comes out.</summary>
    [Fact]
    public void Mutated_bytes_are_read_or_are_no_json()
    {
        var random = new Random(20240413);
        var read = 0;
        for (var round = 0; round < 20_000; round++)
        {
            var bytes = Encoding.UTF8.GetBytes($"[{Seed},{Seed}]");
            for (var change = random.Next(1, 4); change > 0; change--)
                bytes[random.Next(bytes.Length)] = (byte)random.Next(256);

            if (random.Next(4) == 0)
                bytes = bytes[..random.Next(bytes.Length)];

            try
            {
                var batch = _reader.Read(bytes, _sender);
                Assert.Equal(batch.Items.Count, batch.Valid.Count + batch.Refused);
                Assert.All(batch.Valid, AssertSane);
                read++;
            }
            catch (Exception e) when (e is JsonException or IngestShapeException)
            {
                Assert.True(e is IngestShapeException || !IsJson(bytes), Encoding.Latin1.GetString(bytes));
            }
        }

        Assert.InRange(read, 1_000, 19_000); // else the mutations test one side only
    }

    /// <summary>Whatever stands in place of one value, the neighbours of its item are taken.</summary>
    [Fact]
    public void Mutated_value_never_loses_its_neighbours()
    {
        var random = new Random(7);
        for (var round = 0; round < 5_000; round++)
        {
            var broken = Replace(Seed.Trim(), random);
            var batch = _reader.Read(Encoding.UTF8.GetBytes($"[{Seed},{broken},{Seed}]"), _sender);
            Assert.Equal(3, batch.Items.Count);
            Assert.Equal(0, batch.Items[0].Position);
            Assert.Equal(batch.Valid.Count - 1, batch.Items[2].Position);
            if (batch.Items[1].Position < 0)
                Assert.NotEmpty(batch.Items[1].Error.Field);
            Assert.All(batch.Valid, AssertSane);
        }
    }

    /// <summary>Replaces the value of a random leaf by something else that is JSON.</summary>
    private static string Replace(string json, Random random)
    {
        var reader = new Utf8JsonReader(Encoding.UTF8.GetBytes(json));
        var leaves = new List<(int Start, int End)>();
        while (reader.Read())
        {
            if (reader.TokenType is JsonTokenType.String or JsonTokenType.Number or JsonTokenType.True or JsonTokenType.Null)
                leaves.Add(((int)reader.TokenStartIndex, (int)reader.BytesConsumed));
        }

        var (start, end) = leaves[random.Next(leaves.Count)];
        var value = random.Next(3) == 0
            ? ((random.NextDouble() - 0.5) * Math.Pow(10, random.Next(-5, 12))).ToString("R", CultureInfo.InvariantCulture)
            : Values[random.Next(Values.Length)];
        return json[..start] + value + json[end..];
    }

    private static void AssertSane(IngestPosition item)
    {
        Assert.Matches("^[A-Za-z0-9_.:-]{1,128}$", item.VehicleId);
        var p = item.Position;
        Assert.InRange(p.Latitude, -90, 90);
        Assert.True(p.Longitude is >= -180 and < 180);
        Assert.True(p.SpeedKmh is null or (>= 0 and <= 300));
        Assert.True(p.HeadingDegrees is null or (>= 0 and < 360));
        Assert.True(p.AccuracyMeters is null or (>= 0 and <= 5_000));
        Assert.True(p.FuelLevel is null or (>= 0 and <= 1));
        Assert.True(p.Acceleration is not { } a || (double.IsFinite(a.X) && double.IsFinite(a.Y) && double.IsFinite(a.Z)));
        Assert.Equal(0, p.Timestamp.Ticks % TimeSpan.TicksPerMillisecond);
        Assert.Equal(TimeSpan.Zero, p.Timestamp.Offset);
    }

    private static bool IsJson(byte[] bytes)
    {
        try
        {
            using var document = JsonDocument.Parse(bytes);
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
