using System.Collections.Immutable;

namespace Fleet.Alerts;

/// <summary>
/// One alert; key <see cref="GrainKey.For"/>(organization, alert). Publishes its steps, escalates when its time comes, and
/// sees to it that each recipient is told.
/// </summary>
[Alias("Fleet.IAlertGrain")]
public interface IAlertGrain : IGrainWithStringKey
{
    /// <summary>From the rules. Durable when it returns; idempotent by the commands' numbers.</summary>
    [Alias("Apply")]
    Task Apply(ImmutableArray<AlertCommand> commands);

    /// <returns>Null where there is no such alert.</returns>
    [Alias("Get")]
    Task<AlertSnapshot?> Get();

    /// <summary>Twice is the same as once; a resolved alert stays resolved.</summary>
    /// <returns>As it is after it; null where there is no such alert.</returns>
    [Alias("Acknowledge")]
    Task<AlertSnapshot?> Acknowledge(string by, string? note);

    /// <summary>Twice is the same as once.</summary>
    /// <returns>As it is after it; null where there is no such alert.</returns>
    [Alias("Resolve")]
    Task<AlertSnapshot?> Resolve(string by, string? note);

    /// <summary>The alert's own: what came of an attempt to tell somebody.</summary>
    [Alias("Settle")]
    Task Settle(DeliveryResult result);
}
