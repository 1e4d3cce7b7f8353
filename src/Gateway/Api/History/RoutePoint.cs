using Fleet.Geography;

namespace Fleet.Gateway.Api.History;

internal readonly record struct RoutePoint(GeoPoint Place, DateTimeOffset At);
