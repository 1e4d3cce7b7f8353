using System.Collections.Immutable;
using Fleet.Directory;
using Fleet.Storage;
using Orleans.Runtime;

namespace Fleet.Vehicles;

/// <summary>
/// Late positions move no live state, but may change what a trip that has ended came to. The vehicle keeps from when to
/// when they fell, durably before it answers, and a little later asks the trips of that time to fold themselves again. A
/// trip under way is asked again until it has ended. docs/decisions/0016-late-positions.md.
/// </summary>
public sealed partial class VehicleGrain
{
    private const int TripsPage = 50;

    /// <summary>How often a trip under way is asked whether it has ended.</summary>
    private static readonly TimeSpan LateRetry = TimeSpan.FromSeconds(60);

    private IGrainTimer? _late;

    /// <summary>The span grew and is not in the written state.</summary>
    private bool _lateUnwritten;

    /// <summary>With the state's other changes, so that it is written with the timestamps that are known since.</summary>
    private void NoteLate(ImmutableArray<LoggedPosition> rows)
    {
        foreach (var row in rows)
        {
            if (!row.Late)
                continue;

            // While a trip is under way the rest of it is meant too: one write for however many late reports.
            var until = State.TripId is null ? row.Position.Timestamp : DateTimeOffset.MaxValue;
            var span = LateSpan.Cover(State.Late, row.Position.Timestamp, until);
            _lateUnwritten |= !ReferenceEquals(span, State.Late);
            State.Late = span;
        }
    }

    /// <summary>Before a report is answered.</summary>
    private async Task KeepLate()
    {
        if (State.Late is null)
            return;

        if (_lateUnwritten)
        {
            await Checkpoint(must: true);
            _lateUnwritten = false;
        }

        ArmLate(TimeSpan.FromSeconds(options.Value.LateDebounceSeconds));
    }

    private void ArmLate(TimeSpan due)
    {
        DelayDeactivation(due + Grace);
        if (_late is null)
        {
            _late = this.RegisterGrainTimer(FoldLate, new GrainTimerCreationOptions(due, Timeout.InfiniteTimeSpan));
        }
        else
        {
            _late.Change(due, Timeout.InfiniteTimeSpan);
        }
    }

    private async Task FoldLate(CancellationToken cancellationToken)
    {
        if (State.Late is not { } span || _forgotten)
            return;

        try
        {
            await Tell();
            var left = await FoldTrips(span);
            if (left is null)
                StopLate();
            else
                ArmLate(LateRetry);

            if (left != span)
            {
                State.Late = left;
                _dirty = true;
                await Checkpoint(must: false);
            }
        }
        catch (Exception e)
        {
            LateNotFolded(log, this.GetPrimaryKeyString(), e);
            if (!_forgotten)
                ArmLate(RetryAfter);
        }
    }

    /// <summary>From the newest trip back to the one that the span begins in.</summary>
    /// <returns>What is left: from the beginning of a trip that is still under way on; null for nothing.</returns>
    private async Task<LateSpan?> FoldTrips(LateSpan span)
    {
        var identity = Identity;
        LateSpan? left = null;
        string? after = null;
        do
        {
            var page = await directory.List(
                new DirectoryQuery { OrganizationId = identity.OrganizationId, Kind = EntityKind.Trip, VehicleId = identity.VehicleId, After = after, Limit = TripsPage },
                CancellationToken.None);
            foreach (var trip in page.Entries)
            {
                if (trip.TripStatus == Trips.TripStatus.Planned || trip.SortTime > span.Until)
                    continue;

                if (!await Trip(trip.Id).Refold())
                    left = span with { From = trip.SortTime > span.From ? trip.SortTime.Value : span.From };

                if (trip.SortTime <= span.From)
                    return left;
            }

            after = page.Next;
        }
        while (after is not null);
        return left;
    }

    private void StopLate()
    {
        _late?.Dispose();
        _late = null;
    }
}
