using Fleet.Gateway.Api.Problems;
using Fleet.Gateway.Auth;
using Fleet.Vehicles;
using Microsoft.Extensions.Options;

namespace Fleet.Gateway.Ingest;

/// <summary>What the doors of HTTP share: the key's budget, the way in, and the problems that come of it.</summary>
internal sealed class RequestIntake(
    IIngestPipeline pipeline, IngestBudgets budgets, IngestInstruments instruments, IOptions<IngestOptions> options)
{
    /// <summary>Null where the request may be read; else 429.</summary>
    public Problem? Refuse(Principal principal, string door) =>
        budgets.Of(principal).RetryAfterSeconds() is > 0 and var wait
            ? Throttled(door, wait, $"More than {options.Value.PositionsPerSecond} positions a second.")
            : null;

    /// <returns>One status per valid position, all of them committed; or the problem to answer with: 429 or 503.</returns>
    public async ValueTask<(PositionStatus[] Statuses, Problem? Problem)> Submit(
        PositionBatch batch, string door, CancellationToken cancellationToken)
    {
        budgets.Of(batch.Principal).Charge(batch.Items.Count);
        try
        {
            var statuses = await pipeline.Submit(batch.Principal.OrganizationId, batch.Valid, cancellationToken);
            instruments.Settled(door, batch, statuses);
            return (statuses, null);
        }
        catch (IngestBusyException busy)
        {
            var seconds = busy.RetryAfter is { } after ? Math.Max(1, (int)Math.Ceiling(after.TotalSeconds)) : options.Value.RetryAfterSeconds;
            return ([], Throttled(door, seconds, "Too many positions are under way. Nothing of this request is acknowledged; send it again."));
        }
        catch (Exception e) when (e is IngestFailedException or OperationCanceledException)
        {
            instruments.Failed(door, batch);
            return ([], new Problem(
                ProblemKinds.Unavailable,
                "Some positions may have been taken and some not. Send the whole request again: what was taken is known and adds nothing.")
            {
                RetryAfter = options.Value.RetryAfterSeconds,
            });
        }
    }

    private Problem Throttled(string door, int seconds, string detail)
    {
        instruments.Throttled(door);
        return new Problem(ProblemKinds.TooMany, detail) { RetryAfter = seconds };
    }
}
