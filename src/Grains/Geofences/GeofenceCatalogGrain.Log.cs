using Microsoft.Extensions.Logging;

namespace Fleet.Geofences;

public sealed partial class GeofenceCatalogGrain
{
    [LoggerMessage(2301, LogLevel.Information, "Catalogue of {Organization}: {Fences} fences at version {Version}")]
    private static partial void CatalogLoaded(ILogger logger, string organization, int fences, long version);
}
