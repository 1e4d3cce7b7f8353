using System.Collections.Immutable;
using Fleet.Events;

namespace Fleet.Alerts;

/// <summary>An event for the rules to look at.</summary>
/// <param name="Event">What happened.</param>
/// <param name="VehicleTags">Of its vehicle; only where <see cref="AlertEngine.NeedsTags"/> says so.</param>
/// <param name="Now">By the server's clock.</param>
public readonly record struct AlertInput(FleetEvent Event, ImmutableArray<string> VehicleTags, DateTimeOffset Now);
