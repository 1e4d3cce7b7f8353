using Microsoft.Extensions.Logging;

namespace Fleet.Layers;

internal static partial class LayerLog
{
    [LoggerMessage(2411, LogLevel.Information, "{Kind} layer {Layer} of {Organization}: {Features} features of {Points} points at version {Version}")]
    public static partial void Taken(ILogger logger, string kind, string layer, string organization, int features, int points, long version);

    [LoggerMessage(2412, LogLevel.Information, "{Kind} layer {Layer} of {Organization} is gone")]
    public static partial void Removed(ILogger logger, string kind, string layer, string organization);
}
