namespace Fleet.Vehicles;

/// <summary>From when to when positions came late that no trip was folded again for yet. Both ends included.</summary>
[GenerateSerializer, Immutable, Alias("Fleet.LateSpan")]
public sealed record LateSpan([property: Id(0)] DateTimeOffset From, [property: Id(1)] DateTimeOffset Until)
{
    /// <summary>Both, and what lies between.</summary>
    public static LateSpan Cover(LateSpan? known, DateTimeOffset from, DateTimeOffset until) =>
        known is null ? new LateSpan(from, until)
        : known.From <= from && known.Until >= until ? known
        : new LateSpan(known.From < from ? known.From : from, known.Until > until ? known.Until : until);
}
