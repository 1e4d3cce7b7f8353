using System.Collections.Immutable;
using Fleet.CustomEvents;
using Fleet.Directory;
using Fleet.Trips;
using Fleet.Vehicles;

namespace Fleet.Gateway.Fakes;

/// <summary>Orders, de-duplicates and remembers; nothing of what the real one derives.</summary>
public sealed class FakeVehicleGrain(string key, FakeGrains? grains = null, IFleetDirectory? directory = null) : IVehicleGrain
{
    private readonly Lock _lock = new();
    private readonly HashSet<DateTimeOffset> _seen = [];
    private DateTimeOffset _newest = DateTimeOffset.MinValue;
    private VehicleDetails _details = new();

    public List<Position> Positions { get; } = [];

    public List<DeviceEvent> Events { get; } = [];

    public bool Exists { get; set; }

    /// <summary>Awaited by every report; set it to hold or to fail the calls.</summary>
    public Func<Task>? BeforeReport { get; set; }

    /// <summary>Set it to take nothing, as a log does that cannot follow.</summary>
    public TimeSpan? RetryAfter { get; set; }

    public async Task<ReportResult> Report(ImmutableArray<Position> positions)
    {
        if (BeforeReport is { } before)
            await before();

        if (RetryAfter is { } wait)
            return ReportResult.Later(wait);

        lock (_lock)
        {
            Exists = true;
            return new ReportResult { Outcomes = [.. positions.Select(Take)] };
        }
    }

    public Task<string> Record(DeviceEvent deviceEvent)
    {
        Exists = true;
        Events.Add(deviceEvent);
        return Task.FromResult("evt_" + deviceEvent.Type);
    }

    /// <summary>The id of what waits for confirmation, by its name.</summary>
    public Dictionary<string, string> Pending { get; } = [];

    public Task<CustomEventConfirmation> ConfirmCustomEvent(string name, string? eventId, string confirmedBy) => Task.FromResult(
        Pending.TryGetValue(name, out var pending) && (eventId is null || eventId == pending)
            ? new CustomEventConfirmation { Outcome = CustomEventOutcome.Confirmed, EventId = $"{pending}:{confirmedBy}" }
            : new CustomEventConfirmation { Outcome = CustomEventOutcome.NotPending });

    public Task<VehicleSnapshot> Get()
    {
        var (organization, id) = GrainKey.Split(key);
        return Task.FromResult(new VehicleSnapshot
        {
            OrganizationId = organization,
            VehicleId = id,
            Details = _details,
            Status = Positions.Count > 0 ? VehicleStatus.Active : VehicleStatus.Unknown,
            LastPosition = Positions.LastOrDefault(),
            Exists = Exists,
        });
    }

    public async Task<VehicleSnapshot> Configure(VehicleDetails details)
    {
        var (organization, id) = GrainKey.Split(key);
        (_details, Exists) = (details, true);
        if (directory is not null)
            await directory.Put(new FleetEntry { OrganizationId = organization, Kind = EntityKind.Vehicle, Id = id }, default);
        return await Get();
    }

    public async Task<bool> Remove()
    {
        var (organization, id) = GrainKey.Split(key);
        if (directory is not null)
            await directory.Remove(organization, EntityKind.Vehicle, id, default);
        var existed = Exists;
        (_details, Exists) = (new VehicleDetails(), false);
        return existed;
    }

    public Task<TripCommandResult> StartTrip(string tripId, DateTimeOffset? at) => Command(tripId, TripStatus.Active, null);

    public Task<TripCommandResult> CompleteTrip(string tripId, DateTimeOffset? at) => Command(tripId, TripStatus.Completed, null);

    public Task<TripCommandResult> CancelTrip(string tripId, string? reason, DateTimeOffset? at) =>
        Command(tripId, TripStatus.Cancelled, reason);

    private Task<TripCommandResult> Command(string tripId, TripStatus status, string? reason) => Task.FromResult(
        grains!.Get<ITripGrain>(GrainKey.For(GrainKey.Split(key).OrganizationId, tripId)) is FakeTripGrain trip
            ? trip.Command(GrainKey.Split(key).Id, status, reason)
            : throw new InvalidOperationException());

    private PositionStatus Take(Position position)
    {
        if (!_seen.Add(position.Timestamp))
            return PositionStatus.Duplicate;

        if (position.Timestamp < _newest)
            return PositionStatus.Late;

        _newest = position.Timestamp;
        Positions.Add(position);
        return PositionStatus.Accepted;
    }
}
