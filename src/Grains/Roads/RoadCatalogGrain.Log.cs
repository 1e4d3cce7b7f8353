using Microsoft.Extensions.Logging;

namespace Fleet.Roads;

public sealed partial class RoadCatalogGrain
{
    [LoggerMessage(2411, LogLevel.Information, "Road layer {Layer} of {Organization}: {Roads} roads of {Points} points at version {Version}")]
    private static partial void LayerTaken(ILogger logger, string layer, string organization, int roads, int points, long version);

    [LoggerMessage(2412, LogLevel.Information, "Road layer {Layer} of {Organization} is gone")]
    private static partial void LayerRemoved(ILogger logger, string layer, string organization);
}
