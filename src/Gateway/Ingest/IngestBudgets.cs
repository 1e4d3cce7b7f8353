using Fleet.Gateway.Auth;
using Microsoft.Extensions.Options;

namespace Fleet.Gateway.Ingest;

/// <summary>
/// Positions a second per key (or token subject). A request passes whole while the budget is not used up and is charged
/// whole, so the budget may go into debt by one batch, and no batch is ever too large to pass.
/// Bound: 2 × 10,000 budgets. Overflow: the ones not used for longest start full again. Owner: the ingest endpoints.
/// </summary>
internal sealed class IngestBudgets(IOptions<IngestOptions> options, TimeProvider time)
{
    private readonly GenerationCache<(string Organization, string Subject), IngestBudget> _budgets = new(
        10_000, TimeSpan.FromMinutes(5), time);

    public IngestBudget Of(Principal principal) => _budgets.GetOrAdd(
        (principal.OrganizationId, principal.Subject),
        _ => new IngestBudget(options.Value.PositionsPerSecond, options.Value.BurstSeconds, time));
}
