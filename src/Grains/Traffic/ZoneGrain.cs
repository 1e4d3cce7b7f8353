using System.Globalization;
using Fleet.Directory;
using Fleet.Events;
using Fleet.Geofences;
using Fleet.Geography;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Orleans.Runtime;

namespace Fleet.Traffic;

/// <summary>
/// One zone. Cameras tell it what they measure; on a period it asks the event shards how fast the fleet's own vehicles go
/// inside its box, without whose they are, and lets them count where they are enough. Measures are in memory only: they
/// are worth nothing after two minutes.
/// </summary>
public sealed class ZoneGrain(
    [PersistentState("traffic-zone", "fleet")] IPersistentState<ZoneState> persistent,
    IFleetDirectory directory,
    IOptions<TrafficOptions> options,
    IOptions<ShardOptions> shards,
    TimeProvider time,
    ILogger<ZoneGrain> log) : TellingGrain(shards, log), IZoneGrain, IRemindable
{
    private const string ReminderName = "zone";

    private static readonly TimeSpan LeastReminder = TimeSpan.FromMinutes(1);

    /// <summary>By camera. Bound: the cameras that the map says are the zone's; those that grew stale leave.</summary>
    private readonly Dictionary<string, ZoneFlow> _flows = new(StringComparer.Ordinal);

    private readonly List<double> _fleetKmh = [];
    private IGrainTimer? _period;
    private GeoBounds? _bounds;
    private IndexedFence? _shape;
    private Congestion _now = new() { At = default };
    private DateTimeOffset _toldAt;
    private DateTimeOffset _activatedAt;

    protected override TrafficOutbox Outbox => persistent.State.Outbox;

    protected override string OrganizationId => Key.OrganizationId;

    private (string OrganizationId, string Id) Key => GrainKey.Split(this.GetPrimaryKeyString());

    private ZoneState State => persistent.State;

    private TimeSpan Period => TimeSpan.FromSeconds(options.Value.ZonePeriodSeconds);

    private TimeSpan Stale => TimeSpan.FromSeconds(options.Value.StaleSeconds);

    /// <summary>Wakes a zone that is nowhere active, after a restart: there may be no camera any more, or none but the fleet's vehicles.</summary>
    private TimeSpan ReminderPeriod => Stale > LeastReminder ? Stale : LeastReminder;

    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        await base.OnActivateAsync(cancellationToken);
        _activatedAt = time.GetUtcNow();
        if (State.Definition is null)
            return;

        _now = State.Told ?? _now;
        Begin();
    }

    public async Task<ZoneSnapshot> Define(ZoneDefinition definition)
    {
        ArgumentNullException.ThrowIfNull(definition);
        await TellBefore();
        var zone = definition with { ZoneId = Key.Id };
        State.Definition = zone;
        await persistent.WriteStateAsync();
        await directory.Put(new FleetEntry { OrganizationId = Key.OrganizationId, Kind = EntityKind.Zone, Id = Key.Id }, CancellationToken.None);
        await Map.Put(zone);
        Begin();
        await this.RegisterOrUpdateReminder(ReminderName, ReminderPeriod, ReminderPeriod);
        await Judge();
        return Snapshot();
    }

    public async Task Observe(CameraFlow flow)
    {
        ArgumentNullException.ThrowIfNull(flow);
        if (State.Definition is null)
            return;

        _flows[flow.CameraId] = new ZoneFlow(flow, time.GetUtcNow());
        await Judge();
    }

    public Task<ZoneSnapshot?> Get() => Task.FromResult(State.Definition is null ? null : Snapshot());

    public async Task<bool> Remove()
    {
        if (State.Definition is not { } zone)
            return false;

        // The own state last: while it stands, a removal that failed can be repeated.
        await TellBefore();
        var gone = new Congestion { At = Latest() };
        Outbox.Events.Add(Changed(zone, gone, removed: true));
        Outbox.Notices.Add(AlertRules.Of(zone, gone));
        await TellBefore();
        await Map.Remove(zone.ZoneId);
        await directory.Remove(Key.OrganizationId, EntityKind.Zone, Key.Id, CancellationToken.None);
        if (await this.GetReminder(ReminderName) is { } reminder)
            await this.UnregisterReminder(reminder);

        await persistent.ClearStateAsync();
        persistent.State = new ZoneState();
        _period?.Dispose();
        _period = null;
        _flows.Clear();
        return true;
    }

    /// <summary>Being active is all: the period's timer runs.</summary>
    public Task ReceiveReminder(string reminderName, TickStatus status) => Task.CompletedTask;

    protected override Task Store() => persistent.WriteStateAsync();

    private ITrafficMapGrain Map => GrainFactory.GetGrain<ITrafficMapGrain>(GrainKey.ForOrganization(Key.OrganizationId));

    private ZoneSnapshot Snapshot() => new() { Definition = State.Definition!, Congestion = _now };

    private void Begin()
    {
        var shape = State.Definition!.Shape;
        _bounds = shape is null ? null : ZoneGeometry.BoundsOf(shape);
        _shape = shape is null ? null : new IndexedFence(new GeofenceDefinition { GeofenceId = Key.Id, Name = Key.Id, Shape = shape });
        _fleetKmh.Clear();
        _period ??= this.RegisterGrainTimer(Look, new GrainTimerCreationOptions(Period, Period));
    }

    private async Task Look(CancellationToken cancellationToken)
    {
        DelayDeactivation(Period + ReminderPeriod);
        try
        {
            await AskFleet();
            await Judge();
        }
        catch (Exception e)
        {
            TrafficLog.JudgeFailed(log, this.GetPrimaryKeyString(), e);
        }
    }

    private async Task AskFleet()
    {
        _fleetKmh.Clear();
        if (_bounds is not { } bounds || options.Value.MinFleetVehicles == 0)
            return;

        var since = time.GetUtcNow().AddSeconds(-options.Value.FleetSeconds);
        var samples = await Task.WhenAll(Enumerable.Range(0, Shards).Select(shard =>
            GrainFactory.GetGrain<IEventShardGrain>(GrainKey.ForShard(Key.OrganizationId, shard)).Speeds(bounds, since)));
        List<double> inside = [.. samples.SelectMany(s => s).Where(s => _shape!.Contains(s.Place.Latitude, s.Place.Longitude)).Select(s => s.SpeedKmh)];
        if (inside.Count >= options.Value.MinFleetVehicles)
            _fleetKmh.AddRange(inside);
    }

    private async Task Judge()
    {
        var now = time.GetUtcNow();
        foreach (var stale in _flows.Where(f => now - f.Value.ReceivedAt > Stale).Select(f => f.Key).ToList())
        {
            _flows.Remove(stale);
        }

        var zone = State.Definition!;
        var along = zone.Alternatives.SelectMany(a => a.CameraIds).Except(zone.CameraIds).ToHashSet(StringComparer.Ordinal);
        _now = ZoneMonitor.Judge(zone, [.. _flows.Values.Select(f => f.Flow)], f => !along.Contains(f.CameraId), _fleetKmh, State.Told?.Level, Latest());
        var told = State.Told ?? new Congestion { At = default };
        if (_now.Level is null && now - _activatedAt < Stale)
            _now = told; // what was measured before a restart holds until it would have grown stale

        if (!ZoneMonitor.IsWorthTelling(told, _now, now - _toldAt >= Period))
            return;

        await TellBefore();
        (State.Told, _toldAt) = (_now, now);
        Outbox.Events.Add(Changed(zone, _now, removed: false));
        if (told.Level != _now.Level || _now.Level == CongestionLevel.High)
            Outbox.Notices.Add(AlertRules.Of(zone, _now));

        await Keep();
    }

    /// <summary>The newest measure's time; of the clock where none is fresh.</summary>
    private DateTimeOffset Latest() => _flows.Count > 0 && _fleetKmh.Count == 0 ? _flows.Values.Max(f => f.Flow.Timestamp) : time.GetUtcNow();

    private CongestionChanged Changed(ZoneDefinition zone, Congestion congestion, bool removed) => new()
    {
        EventId = EventIds.For(zone.ZoneId, congestion.At, "congestion", (++State.Changes).ToString(CultureInfo.InvariantCulture)),
        OrganizationId = Key.OrganizationId,
        Timestamp = congestion.At,
        SubjectId = zone.ZoneId,
        Place = zone.Center,
        ZoneIds = [zone.ZoneId],
        Congestion = congestion,
        Removed = removed,
    };
}
