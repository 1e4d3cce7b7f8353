using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Fleet.Storage;
using Fleet.Vehicles;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Orleans.Runtime;
using Orleans.Storage;

namespace Fleet.Gateway.Ingest;

/// <summary>
/// The end of the chain: one call per vehicle, all positions of the batch in it. What is in flight is bounded twice, in
/// calls and in positions, because unbounded callers starve the scheduler of a small host.
/// </summary>
internal sealed partial class GrainIngestPipeline(
    IGrainFactory grains, IOptions<IngestOptions> options, TimeProvider time, ILogger<GrainIngestPipeline> logger) : IIngestPipeline, IVehicleReports, IDisposable
{
    /// <summary>
    /// Bound: MaxCallsInFlight calls run; those who wait hold positions that count against MaxPendingPositions.
    /// Overflow: the batch is refused as busy before it waits. Owner: this pipeline.
    /// </summary>
    private readonly SemaphoreSlim _calls = new(options.Value.MaxCallsInFlight);
    private long _pending;

    /// <summary>Before a call that was turned away is made again.</summary>
    private static readonly TimeSpan[] Pauses = [TimeSpan.Zero, TimeSpan.FromMilliseconds(200), TimeSpan.FromMilliseconds(600)];

    /// <summary>Positions taken in and not answered yet.</summary>
    public long Pending => Interlocked.Read(ref _pending);

    public async ValueTask<PositionStatus[]> Submit(
        string organizationId, IReadOnlyList<IngestPosition> positions, CancellationToken cancellationToken)
    {
        if (positions.Count == 0)
            return [];

        if (!TryReserve(positions.Count))
            throw new IngestBusyException();

        try
        {
            return await Deliver(organizationId, positions, cancellationToken);
        }
        finally
        {
            Release(positions.Count);
        }
    }

    public bool TryReserve(int positions)
    {
        if (Interlocked.Add(ref _pending, positions) <= options.Value.MaxPendingPositions)
            return true;

        Release(positions);
        return false;
    }

    public void Release(int positions) => Interlocked.Add(ref _pending, -positions);

    public async Task<ImmutableArray<PositionStatus>> Report(string organizationId, string vehicleId, ImmutableArray<Position> positions)
    {
        await _calls.WaitAsync();
        try
        {
            return await Call(organizationId, vehicleId, positions);
        }
        catch (Exception cause) when (cause is not IngestBusyException)
        {
            throw new IngestFailedException(cause);
        }
        finally
        {
            _calls.Release();
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
                if (!_calls.Wait(0, CancellationToken.None)) // a wait that can be cancelled is dear, and most need none
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
        if (Array.TrueForAll(failed, c => c.Exception?.InnerException is IngestBusyException))
            throw new IngestBusyException(failed.Max(c => ((IngestBusyException)c.Exception!.InnerException!).RetryAfter));

        LogFailed(cause, failed.Length, calls.Length, organizationId);
        throw new IngestFailedException(cause);
    }

    private async Task Report(string organizationId, VehicleGroup group, PositionStatus[] statuses)
    {
        try
        {
            var outcomes = await Call(organizationId, group.VehicleId, ImmutableCollectionsMarshal.AsImmutableArray(group.Positions));
            for (var i = 0; i < group.Indexes.Length; i++)
                statuses[group.Indexes[i]] = outcomes[i];
        }
        finally
        {
            _calls.Release();
        }
    }

    /// <summary>
    /// Turned away where its silo, or that of a grain it asks, is leaving: the next call finds it elsewhere, once the cluster has agreed.
    /// So does a vehicle whose trip or driver has forgotten what it was told: it goes, and the next one reads its log and tells everything again;
    /// and one of whom, or of whose trip or driver, another activation wrote the state: the older of the two goes.
    /// Not for longer than <see cref="Pauses"/>: a silo that was killed is missed only seconds later, and till then the sender is better told to come back.
    /// </summary>
    private async Task<ReportResult> Report(IVehicleGrain vehicle, ImmutableArray<Position> positions)
    {
        for (var tries = 0; ; tries++)
        {
            try
            {
                return await vehicle.Report(positions);
            }
            catch (Exception e) when (e is OrleansMessageRejectionException or StateLostException or InconsistentStateException && tries < Pauses.Length)
            {
                await Task.Delay(Pauses[tries], time, CancellationToken.None);
            }
        }
    }

    private async Task<ImmutableArray<PositionStatus>> Call(string organizationId, string vehicleId, ImmutableArray<Position> positions)
    {
        var vehicle = grains.GetGrain<IVehicleGrain>(GrainKey.For(organizationId, vehicleId));
        var result = await Report(vehicle, positions);
        if (result.RetryAfter is { } retryAfter)
            throw new IngestBusyException(retryAfter);

        return result.Outcomes.Length == positions.Length
            ? result.Outcomes
            : throw new InvalidOperationException("The vehicle did not answer for each position.");
    }
}
