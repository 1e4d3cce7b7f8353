using System.Collections.Immutable;
using Fleet.Events;

namespace Fleet.Webhooks;

/// <summary>
/// Which events of an organization which webhook wants; key <see cref="GrainKey.ForOrganization"/>. Calls its webhooks; none
/// calls it.
/// </summary>
[Alias("Fleet.IWebhookRosterGrain")]
public interface IWebhookRosterGrain : IEventReactor
{
    /// <summary>Adds a webhook or changes what it wants.</summary>
    /// <returns>False where the organization has as many as it may.</returns>
    [Alias("Put")]
    Task<bool> Put(string webhookId, ImmutableArray<string> events, bool backup);

    [Alias("Remove")]
    Task Remove(string webhookId);

    /// <summary>A gateway tells what live sessions were sent.</summary>
    /// <returns>Whether anybody here wants to know: while false, gateways need not ask for a while.</returns>
    [Alias("Streamed")]
    Task<bool> Streamed(ImmutableArray<StreamedEvents> events);
}
