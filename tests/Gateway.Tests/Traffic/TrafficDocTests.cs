using Fleet.Gateway.Protocols.Streaming;

namespace Fleet.Gateway.Protocols.Traffic;

public sealed class TrafficDocTests
{
    [Fact]
    public async Task Every_error_channel_and_filter_is_in_the_documentation()
    {
        var lines = await File.ReadAllLinesAsync(Docs.Find("docs/traffic.md"));
        foreach (var error in typeof(TrafficErrors).GetFields().Select(f => (string)f.GetRawConstantValue()!))
        {
            Assert.Single(lines, l => l.StartsWith($"| `{error}` |", StringComparison.Ordinal));
        }

        foreach (var (channel, name) in TrafficChannels.All)
        {
            var filters = Assert.Single(lines, l => l.StartsWith($"| `{name}` |", StringComparison.Ordinal)).Split('|')[3];
            Assert.All(TrafficFilterReader.Known, filter =>
                Assert.Equal((filter.Value & channel) != 0, filters.Contains($"`{filter.Key}`", StringComparison.Ordinal)));
        }
    }
}
