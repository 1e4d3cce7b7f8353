using Fleet.Directory;
using Fleet.Events;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Orleans.Runtime;

namespace Fleet.Traffic;

/// <summary>
/// One camera. A measure is in the shard's log before it is answered; the state is a checkpoint, written at each change of
/// status and with each minute that ends, at most once a minute. What a crash takes of it is the sum of a minute under way.
/// </summary>
public sealed partial class CameraGrain(
    [PersistentState("traffic-camera", "fleet")] IPersistentState<CameraState> persistent,
    IFleetDirectory directory,
    IOptions<TrafficOptions> options,
    IOptions<ShardOptions> shards,
    TimeProvider time,
    ILogger<CameraGrain> log) : Grain, ICameraGrain, IRemindable
{
    /// <summary>A camera that only says that it lives is told of this often.</summary>
    private static readonly TimeSpan RepeatStatus = TimeSpan.FromMinutes(1);

    private CameraZones _zones = CameraZones.None;
    private DateTimeOffset _zonesAt;

    private (string OrganizationId, string Id) Key => GrainKey.Split(this.GetPrimaryKeyString());

    private CameraState State => persistent.State;

    private IEventShardGrain Shard => GrainFactory.GetGrain<IEventShardGrain>(
        GrainKey.ForShard(Key.OrganizationId, EventStreams.ShardOf(Key.Id, shards.Value.Shards)));

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        if (State.Status == CameraStatus.Active)
            ArmSilence(SilenceLeft());

        return Task.CompletedTask;
    }

    public override async Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        if (_dirty)
            await TryWrite();
    }

    public async Task<CameraSnapshot> Define(CameraDefinition definition)
    {
        ArgumentNullException.ThrowIfNull(definition);
        var known = State.Definition is not null;
        State.Definition = definition with { CameraId = Key.Id };
        if (!known)
            await directory.Put(new FleetEntry { OrganizationId = Key.OrganizationId, Kind = EntityKind.Camera, Id = Key.Id }, CancellationToken.None);

        await Write();
        _zonesAt = default;
        await FindZones();
        if (!known)
            await TellStatus(time.GetUtcNow(), differs: true);

        return Snapshot();
    }

    public async Task<TrafficTaken> Measure(Detection detection)
    {
        ArgumentNullException.ThrowIfNull(detection);
        if (State.Definition is null)
        {
            if (detection.Location is not { } location)
                return TrafficTaken.Unknown;

            await Define(new CameraDefinition { CameraId = Key.Id, Location = location });
        }

        if (State.Flow is { } before && detection.Timestamp <= before.Timestamp)
            return detection.Timestamp == before.Timestamp ? TrafficTaken.Duplicate : TrafficTaken.Late;

        await FindZones();
        var (minute, ended) = FlowMinutes.Add(State.Minute, detection);
        var flow = CameraEvents.Flow(Key.OrganizationId, State.Definition!, _zones.In, detection, options.Value.FreeFlowKmh, ended);
        await Shard.Publish([flow]); // first: what fails here was not taken, and is the same when it comes again
        (State.Flow, State.Minute, State.LastReceivedAt, _dirty) = (flow, minute, time.GetUtcNow(), true);
        await TellZones(CameraEvents.ForZones(State.Definition!, flow));
        await Lives(detection.Timestamp, State.Health);
        if (ended is not null)
            await TryWrite();

        return TrafficTaken.Accepted;
    }

    public async Task<TrafficTaken> Beat(DateTimeOffset? lastFrame, CameraHealth? health)
    {
        if (State.Definition is null)
            return TrafficTaken.Unknown;

        await FindZones();
        (State.LastReceivedAt, _dirty) = (time.GetUtcNow(), true);
        await Lives(lastFrame ?? time.GetUtcNow(), health ?? State.Health);
        return TrafficTaken.Accepted;
    }

    public async Task<CameraSnapshot?> Get()
    {
        if (State.Definition is null)
            return null;

        await FindZones();
        return Snapshot();
    }

    public async Task<bool> Remove()
    {
        if (State.Definition is null)
            return false;

        State.Status = CameraStatus.Inactive;
        await TellStatus(time.GetUtcNow(), differs: true, removed: true);
        await directory.Remove(Key.OrganizationId, EntityKind.Camera, Key.Id, CancellationToken.None);
        StopSilence();
        await Remind(false);
        await persistent.ClearStateAsync();
        persistent.State = new CameraState();
        _dirty = false;
        return true;
    }

    private CameraSnapshot Snapshot() => new()
    {
        Definition = State.Definition!,
        Status = State.Status,
        LastFrame = State.LastFrame,
        Health = State.Health,
        ZoneIds = _zones.In,
        Flow = State.Flow,
    };

    /// <summary>Asks the map at most every <see cref="TrafficOptions.MapSeconds"/>; while it does not answer, what it said last holds.</summary>
    private async ValueTask FindZones()
    {
        var now = time.GetUtcNow();
        if (now - _zonesAt < TimeSpan.FromSeconds(options.Value.MapSeconds) && now >= _zonesAt)
            return;

        try
        {
            _zones = await GrainFactory.GetGrain<ITrafficMapGrain>(GrainKey.ForOrganization(Key.OrganizationId))
                .OfCamera(Key.Id, State.Definition!.Location);
            _zonesAt = now;
        }
        catch (Exception e)
        {
            TrafficLog.MapAway(log, this.GetPrimaryKeyString(), e);
        }
    }

    /// <summary>A zone that does not answer is told by the next measure.</summary>
    private async Task TellZones(CameraFlow flow)
    {
        foreach (var zone in _zones.Tells)
        {
            try
            {
                await GrainFactory.GetGrain<IZoneGrain>(GrainKey.For(Key.OrganizationId, zone)).Observe(flow);
            }
            catch (Exception e)
            {
                TrafficLog.ZoneAway(log, this.GetPrimaryKeyString(), zone, e);
            }
        }
    }
}
