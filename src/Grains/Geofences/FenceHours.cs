using Fleet.Schedules;

namespace Fleet.Geofences;

/// <summary>When a fence is in force: its validity and its schedule. Pure and immutable; the index holds one a fence.</summary>
public sealed class FenceHours
{
    private readonly WallClock? _schedule;
    private readonly DateTimeOffset _from;
    private readonly DateTimeOffset _until;

    private FenceHours(GeofenceDefinition definition)
    {
        _schedule = definition.Schedule is { } schedule ? new WallClock(schedule) : null;
        _from = definition.ValidFrom ?? DateTimeOffset.MinValue;
        _until = definition.ValidUntil ?? DateTimeOffset.MaxValue;
    }

    /// <returns>Null where the fence is always in force.</returns>
    public static FenceHours? Of(GeofenceDefinition definition)
    {
        ArgumentNullException.ThrowIfNull(definition);
        return definition is { Schedule: null, ValidFrom: null, ValidUntil: null } ? null : new FenceHours(definition);
    }

    public bool IsInForce(DateTimeOffset at) => at >= _from && at < _until && _schedule?.IsOpen(at) != false;

    /// <summary>The moment at which it ceases to be in force; <paramref name="at"/> itself where it is not, the end of time where it never does.</summary>
    public DateTimeOffset ClosesAt(DateTimeOffset at)
    {
        if (!IsInForce(at))
        {
            return at;
        }

        var closes = _schedule?.ClosesAt(at) ?? DateTimeOffset.MaxValue;
        return closes < _until ? closes : _until;
    }

    /// <summary>Why it closed at such a moment.</summary>
    public string ReasonAt(DateTimeOffset closed) => closed >= _until ? GeofenceEnds.Expired : GeofenceEnds.Schedule;
}
