using Fleet.Geofences;

namespace Fleet.Organizations;

/// <summary>What a grain needs of its organization at every position. Both are immutable and may be held for one turn.</summary>
public sealed record OrganizationContext(OrganizationSettings Settings, GeofenceIndex Geofences);
