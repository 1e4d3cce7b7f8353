using System.Globalization;
using Fleet.Events;

namespace Fleet.Storage;

/// <summary>A place in a list of events, newest first: the last one of a page, as <see cref="EventQuery.PlaceOf"/> spells it.</summary>
internal readonly record struct EventPlace(long Microseconds, string EventId) : IComparable<EventPlace>
{
    public DateTimeOffset Time => new(Microseconds * TimeSpan.TicksPerMicrosecond, TimeSpan.Zero);

    public static EventPlace Of(FleetEvent fleetEvent) =>
        new(fleetEvent.Timestamp.UtcTicks / TimeSpan.TicksPerMicrosecond, fleetEvent.EventId);

    public static EventPlace Parse(string text)
    {
        var dot = text.IndexOf('.', StringComparison.Ordinal);
        return dot > 0
            && long.TryParse(text.AsSpan(0, dot), NumberStyles.None, CultureInfo.InvariantCulture, out var time)
            && time <= DateTimeOffset.MaxValue.UtcTicks / TimeSpan.TicksPerMicrosecond
            ? new(time, text[(dot + 1)..])
            : throw new FormatException("The cursor is not one of a page of events.");
    }

    public int CompareTo(EventPlace other) =>
        Microseconds != other.Microseconds ? Microseconds.CompareTo(other.Microseconds) : string.CompareOrdinal(EventId, other.EventId);
}
