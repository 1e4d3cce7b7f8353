using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Fleet.Vehicles;

namespace Fleet.Gateway.Ingest.Sockets;

/// <summary>
/// The positions of one socket on their way to their vehicles. Each vehicle has one call under way at a time, and what
/// arrives meanwhile goes together in the next, so that order is kept and a commit is shared; vehicles do not wait for
/// one another. Once a message is not acknowledged, nothing behind it is taken until it comes again: a later position
/// taken first would make the earlier ones late.
/// Bound: the messages in flight of the socket. Owner: the session.
/// </summary>
/// <param name="answered">Called once for each message that was taken, when all of it has an outcome. Any thread, no lock held.</param>
internal sealed class VehicleLanes(string organizationId, IVehicleReports reports, Action<IngestMessage> answered)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, VehicleLane> _lanes = new(StringComparer.Ordinal);
    private long _arrivals;
    private long _heldArrival;
    private long? _held;

    /// <summary>The sequence that has to come first; null while everything is taken.</summary>
    public long? Held
    {
        get
        {
            lock (_lock)
            {
                return _held;
            }
        }
    }

    /// <summary>Refuses a message that was not even read to its end.</summary>
    public void Refuse(IngestMessage message, SlowDownReason reason, TimeSpan? retryAfter)
    {
        lock (_lock)
        {
            Hold(message, ++_arrivals, reason, retryAfter);
        }
    }

    /// <summary>False where the message was refused: nothing of it was taken, and nobody else answers for it.</summary>
    public bool TryTake(IngestMessage message)
    {
        List<VehicleLane> idle = [];
        lock (_lock)
        {
            message.Arrival = ++_arrivals;
            if (_held is { } held && held != message.Seq)
            {
                message.Refuse(SlowDownReason.Order, null);
                return false;
            }

            if (!reports.TryReserve(message.Open))
            {
                Hold(message, message.Arrival, SlowDownReason.Busy, null);
                return false;
            }

            _held = null;
            Spread(message, idle);
        }

        foreach (var lane in idle)
            _ = Drive(lane);

        if (message.Batch.Valid.Count == 0)
            answered(message);

        return true;
    }

    private void Spread(IngestMessage message, List<VehicleLane> idle)
    {
        var positions = message.Batch.Valid;
        for (var i = 0; i < positions.Count; i++)
        {
            ref var lane = ref CollectionsMarshal.GetValueRefOrAddDefault(_lanes, positions[i].VehicleId, out var known);
            if (!known)
                idle.Add(lane = new VehicleLane(positions[i].VehicleId));

            lane!.Waiting.Add(new VehicleLane.Load(message, i));
        }
    }

    private async Task Drive(VehicleLane lane)
    {
        while (Next(lane) is { } loads)
        {
            try
            {
                Settle(loads, await reports.Report(organizationId, lane.VehicleId, PositionsOf(loads)));
            }
            catch (IngestBusyException busy)
            {
                Fail(lane, loads, SlowDownReason.Busy, busy.RetryAfter);
            }
            catch (IngestFailedException failed)
            {
                Fail(lane, loads, SlowDownReason.Unavailable, null, failed.InnerException);
            }
        }
    }

    /// <summary>Null where nothing waits; the lane is closed then.</summary>
    private List<VehicleLane.Load>? Next(VehicleLane lane)
    {
        lock (_lock)
        {
            if (lane.Waiting.Count > 0)
                return lane.TakeAll();

            _lanes.Remove(lane.VehicleId);
            return null;
        }
    }

    private static ImmutableArray<Position> PositionsOf(List<VehicleLane.Load> loads)
    {
        var positions = new Position[loads.Count];
        for (var i = 0; i < positions.Length; i++)
            positions[i] = loads[i].Message.Batch.Valid[loads[i].Place].Position;

        return ImmutableCollectionsMarshal.AsImmutableArray(positions);
    }

    private void Settle(List<VehicleLane.Load> loads, ImmutableArray<PositionStatus> outcomes)
    {
        List<IngestMessage> done = [];
        lock (_lock)
        {
            for (var i = 0; i < loads.Count; i++)
            {
                var (message, place) = loads[i];
                message.Statuses[place] = outcomes[i];
                Close(message, done);
            }
        }

        Answer(done);
    }

    /// <summary>What waits behind fails too: it is later than what was not taken.</summary>
    private void Fail(VehicleLane lane, List<VehicleLane.Load> loads, SlowDownReason reason, TimeSpan? retryAfter, Exception? cause = null)
    {
        List<IngestMessage> done = [];
        lock (_lock)
        {
            foreach (var (message, _) in loads)
            {
                Hold(message, message.Arrival, reason, retryAfter, cause);
                Close(message, done);
            }

            foreach (var (message, _) in lane.TakeAll())
            {
                message.Refuse(reason, retryAfter);
                Close(message, done);
            }
        }

        Answer(done);
    }

    private void Hold(IngestMessage message, long arrival, SlowDownReason reason, TimeSpan? retryAfter, Exception? cause = null)
    {
        message.Refuse(reason, retryAfter, cause);
        if (_held is null || arrival < _heldArrival)
            (_held, _heldArrival) = (message.Seq, arrival);
    }

    private static void Close(IngestMessage message, List<IngestMessage> done)
    {
        if (--message.Open == 0)
            done.Add(message);
    }

    private void Answer(List<IngestMessage> done)
    {
        foreach (var message in done)
        {
            reports.Release(message.Batch.Valid.Count);
            answered(message);
        }
    }
}
