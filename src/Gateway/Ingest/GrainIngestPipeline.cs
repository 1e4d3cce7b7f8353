using System.Runtime.InteropServices;
using Fleet.Vehicles;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Fleet.Gateway.Ingest;

/// <summary>
/// The end of the chain: one call per vehicle, all positions of the batch in it. What is in flight is bounded twice, in
/// calls and in positions, because unbounded callers starve the scheduler of a small host.
/// </summary>
internal sealed partial class GrainIngestPipeline(
    IGrainFactory grains, IOptions<IngestOptions> options, ILogger<GrainIngestPipeline> logger) : IIngestPipeline, IDisposable
{
    /// <summary>
    /// Bound: MaxCallsInFlight calls run; those who wait hold positions that count against MaxPendingPositions.
    /// Overflow: the batch is refused as busy before it waits. Owner: this pipeline.
    /// </summary>
    private readonly SemaphoreSlim _calls = new(options.Value.MaxCallsInFlight);
    private long _pending;

    /// <summary>Positions taken in and not answered yet.</summary>
    public long Pending => Interlocked.Read(ref _pending);

    public async ValueTask<PositionStatus[]> Submit(
        string organizationId, IReadOnlyList<IngestPosition> positions, CancellationToken cancellationToken)
    {
        if (positions.Count == 0)
            return [];

        if (Interlocked.Add(ref _pending, positions.Count) > options.Value.MaxPendingPositions)
        {
            Interlocked.Add(ref _pending, -positions.Count);
            throw new IngestBusyException();
        }

        try
        {
            return await Deliver(organizationId, positions, cancellationToken);
        }
        finally
        {
            Interlocked.Add(ref _pending, -positions.Count);
        }
    }

    public void Dispose() => _calls.Dispose();

    private async Task<PositionStatus[]> Deliver(
        string organizationId, IReadOnlyList<IngestPosition> positions, CancellationToken cancellationToken)
    {
        var statuses = new PositionStatus[positions.Count];
        var groups = VehicleGroup.Split(positions);
        var calls = new Task[groups.Count];
        var started = 0;
        try
        {
            for (; started < calls.Length; started++)
            {
                await _calls.WaitAsync(cancellationToken);
                calls[started] = Report(organizationId, groups[started], statuses);
            }
        }
        finally
        {
            // Also when the caller has gone: what was started is seen to its end, so that the ledger stays true.
            Array.Resize(ref calls, started);
            await Task.WhenAll(calls).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        var failed = Array.FindAll(calls, c => !c.IsCompletedSuccessfully);
        if (failed.Length == 0)
            return statuses;

        var cause = failed[0].Exception?.InnerException ?? new OperationCanceledException();
        LogFailed(cause, failed.Length, calls.Length, organizationId);
        throw new IngestFailedException(cause);
    }

    private async Task Report(string organizationId, VehicleGroup group, PositionStatus[] statuses)
    {
        try
        {
            var vehicle = grains.GetGrain<IVehicleGrain>(GrainKey.For(organizationId, group.VehicleId));
            var result = await vehicle.Report(ImmutableCollectionsMarshal.AsImmutableArray(group.Positions));
            if (result.Outcomes.Length != group.Positions.Length)
                throw new InvalidOperationException("The vehicle did not answer for each position.");

            for (var i = 0; i < group.Indexes.Length; i++)
                statuses[group.Indexes[i]] = result.Outcomes[i];
        }
        finally
        {
            _calls.Release();
        }
    }
}
