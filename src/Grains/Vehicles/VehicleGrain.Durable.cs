using System.Collections.Immutable;
using Fleet.Drivers;
using Fleet.Storage;

namespace Fleet.Vehicles;

/// <summary>The log before the state, the state's checkpoints, and the way back from the log.</summary>
public sealed partial class VehicleGrain
{
    private const int RefoldBatch = 500;

    /// <summary>An activation that forgets is gone by then.</summary>
    private static readonly TimeSpan ReloadAfter = TimeSpan.FromMilliseconds(100);

    private async ValueTask<AppendResult> Log(ImmutableArray<LoggedPosition> rows)
    {
        if (rows.IsEmpty)
            return AppendResult.Done;

        try
        {
            var identity = Identity;
            var result = await positionLog.Append(identity.OrganizationId, identity.VehicleId, rows, CancellationToken.None);
            if (result.Status is AppendStatus.Conflict or AppendStatus.Unknown)
            {
                NotAppended(log, this.GetPrimaryKeyString(), result.Status);
                Forget();
            }

            return result;
        }
        catch (Exception e) when (e is not StorageException or StorageUnavailableException)
        {
            Forget();
            throw;
        }
    }

    /// <summary>What is in memory may not be what is in the log. Nothing of it is written; the next activation folds the log.</summary>
    private void Forget()
    {
        _forgotten = true;
        _outbox = null;
        StopTimers();
        DeactivateOnIdle();
    }

    /// <summary>
    /// Trips and drivers first, then the vehicle: its state never says that somebody was told who could forget it again.
    /// One that cannot be written now is written later, unless the caller must have it.
    /// </summary>
    private async Task Checkpoint(bool must)
    {
        (_writtenAt, _sinceWrite) = (time.GetUtcNow(), 0);
        var number = State.Checkpoint + 1;
        try
        {
            foreach (var (tripId, told) in _dependents.Trips)
            {
                await Trip(tripId).Checkpoint(number, told);
            }

            foreach (var (driverId, told) in _dependents.Drivers)
            {
                await GrainFactory.GetGrain<IDriverGrain>(GrainKey.For(Identity.OrganizationId, driverId)).Checkpoint(Identity.VehicleId, told);
            }
        }
        catch (StateLostException)
        {
            // Its silo died alone. What it was told is in the log behind this vehicle's last checkpoint.
            Forget();
            throw;
        }
        catch (Exception e) when (!must)
        {
            WriteFailed(log, this.GetPrimaryKeyString(), e);
            return;
        }

        await Write(number, must);
    }

    private async Task Write(long number, bool must)
    {
        State.Checkpoint = number;
        try
        {
            await persistent.WriteStateAsync();
            _dirty = false;
            _dependents.Clear();
        }
        catch (StorageUnavailableException e) when (!e.OutcomeUnknown)
        {
            State.Checkpoint = number - 1;
            WriteFailed(log, this.GetPrimaryKeyString(), e);
            if (must)
                throw;
        }
        catch (Exception e)
        {
            // Written or not, or written by another activation: only the store can say where this vehicle stands.
            WriteFailed(log, this.GetPrimaryKeyString(), e);
            Forget();
            if (must || e is Orleans.Storage.InconsistentStateException)
                throw;
        }
    }

    /// <summary>
    /// Folds the positions that the log has behind the written state, through the same code as a report, so that state,
    /// trips, drivers and events come out as if nothing had happened. Who was told before knows it and adds nothing.
    /// </summary>
    private async Task Refold(CancellationToken cancellationToken)
    {
        var identity = Identity;
        _restore = new VehicleRestore(identity, State.Checkpoint, GrainFactory);
        if (State.TripId is { } tripId)
        {
            _dependents.Trips.TryAdd(tripId, null);
            await _restore.Trip(tripId);
        }

        var folded = 0;
        var monitor = Monitor();
        var behind = State.Sequence.Newest ?? DateTimeOffset.MinValue;
        await foreach (var row in positionLog.Read(identity.OrganizationId, identity.VehicleId, behind, DateTimeOffset.MaxValue, includeLate: true, cancellationToken))
        {
            folded++;
            if (row.Late)
            {
                VehicleMonitor.RecallLate(State, row.Position);
                continue;
            }

            var context = await organizations.Get(identity.OrganizationId);
            monitor.Apply(State, row.Position, context, out var step);
            if (step is not null)
                Outbox.Add(step);

            if (Outbox.Untold >= RefoldBatch)
                await Outbox.Tell();
        }

        if (_outbox is not null)
            await _outbox.Tell();

        await _restore.Finish(State);
        (_restore, _outbox) = (null, null);
        if (folded == 0)
            return;

        Refolded(log, this.GetPrimaryKeyString(), folded);
        await Register();
        _dirty = true;
        await Checkpoint(must: false);
    }
}
