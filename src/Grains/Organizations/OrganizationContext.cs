using Fleet.Geofences;
using Fleet.Places;
using Fleet.Roads;

namespace Fleet.Organizations;

/// <summary>What a grain needs of its organization at every position. All of it is immutable and may be held for one turn.</summary>
public sealed record OrganizationContext(OrganizationSettings Settings, GeofenceIndex Geofences)
{
    public RoadIndex Roads { get; init; } = RoadIndex.Empty;

    public PlaceIndex Places { get; init; } = PlaceIndex.Empty;
}
