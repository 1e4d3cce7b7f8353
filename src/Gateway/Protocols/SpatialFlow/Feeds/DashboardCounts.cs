namespace Fleet.Gateway.Protocols.SpatialFlow.Feeds;

/// <summary>Events told since the UTC day began, corrections left out; of them, entries into and exits from geofences.</summary>
internal readonly record struct DashboardCounts(long Events, long Entries, long Exits);
