namespace Fleet.Gateway.Subscriptions;

/// <summary>A wish for history.</summary>
/// <param name="From">Inclusive, by the time things happened.</param>
/// <param name="To">Exclusive; null to go on live when history is caught up with.</param>
/// <param name="Speed">Seconds of history a second, 1 … <see cref="MaxSpeed"/>.</param>
public sealed record ReplayRequest(DateTimeOffset From, DateTimeOffset? To, double Speed)
{
    public const double MaxSpeed = 1_000;
}
