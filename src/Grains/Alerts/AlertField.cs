using Fleet.Events;

namespace Fleet.Alerts;

/// <summary>Something of an event that conditions may ask for.</summary>
/// <param name="Name">On the wire.</param>
/// <param name="Type">What it holds.</param>
/// <param name="Read">A string, double, bool, <see cref="Safety.Severity"/> or <c>ImmutableArray&lt;string&gt;</c>, as the type says; null where the event does not have it.</param>
public sealed record AlertField(string Name, AlertFieldType Type, Func<FleetEvent, object?> Read);
