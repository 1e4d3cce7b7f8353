namespace Fleet.Gateway.Subscriptions;

/// <summary>
/// What became of the events of one session, or of all: offered = sent + conflated + denied + lost + still waiting.
/// If the sums differ, something was lost that nobody knows of.
/// </summary>
public readonly record struct SessionLedger(long Offered, long Sent, long Conflated, long Denied, long Lost)
{
    public static SessionLedger operator +(SessionLedger a, SessionLedger b) => new(
        a.Offered + b.Offered, a.Sent + b.Sent, a.Conflated + b.Conflated, a.Denied + b.Denied, a.Lost + b.Lost);

    public static SessionLedger Add(SessionLedger left, SessionLedger right) => left + right;
}
