using System.Globalization;
using Fleet.Testing;
using Fleet.Vehicles;
using Xunit.Abstractions;

namespace Fleet.Roads;

/// <summary>Two cars in Curitiba, with the posted limit of each point; docs/accuracy.md has the figures and how to read them.</summary>
public sealed class RoadDataTests(ITestOutputHelper output)
{
    private static readonly RoadIndex? Layer = RoadLayers.Curitiba();

    [SkippableTheory]
    [InlineData("driver_A.csv")]
    [InlineData("driver_B.csv")]
    public void Where_the_layer_has_the_posted_limit_the_matcher_finds_it(string file)
    {
        Skip.If(Layer is null, "shared/data/ndsbr_curitiba is absent");
        var (matched, agree, possible, right) = (0, 0, 0, 0);
        var matcher = new RoadMatcher();
        var finds = new List<RoadFind>();
        RoadMatchState? state = null;
        var trip = "";
        foreach (var row in File.ReadLines(SharedData.Find("ndsbr_curitiba/" + file)!).Skip(1).Select(l => l.Split(';')))
        {
            if (row[1].Length == 0 || row[2].Length == 0 || row[14].Length == 0)
                continue;

            double Number(int column) => double.Parse(row[column].Replace(',', '.'), CultureInfo.InvariantCulture);
            if (row[7] != trip)
                (trip, state) = (row[7], null);
            var at = DateTime.ParseExact(row[4] + " " + row[5], "d/M/yyyy H:mm:ss", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal);
            var position = new Position { Timestamp = at, ReceivedAt = at, Latitude = Number(2), Longitude = Number(1) };
            double? heading = row[16].Length > 0 ? Number(16) : null;
            var match = matcher.Apply(ref state, position, Number(14), heading, Layer);
            if (!double.TryParse(row[33], CultureInfo.InvariantCulture, out var posted) || heading is null || Number(14) < 8)
                continue;

            finds.Clear();
            Layer.Near(position.Latitude, position.Longitude, 20, null, finds);
            var available = finds.Any(f => f.Layer[f.Road].ForwardKmh == posted && RoadMatcher.Apart(heading.Value, f.Degrees) <= 30);
            matched += match is not null ? 1 : 0;
            agree += match?.LimitKmh == posted ? 1 : 0;
            possible += available ? 1 : 0;
            right += available && match?.LimitKmh == posted ? 1 : 0;
        }

        output.WriteLine($"{file}: matched {matched}, agree {agree}; posted limit stands on a road within 20 m {possible}, of those found {right} = {(double)right / possible:0.000}");
        Assert.True(right >= 0.9 * possible);
    }
}
