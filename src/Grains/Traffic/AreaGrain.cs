using System.Collections.Immutable;
using Fleet.Directory;
using Fleet.Events;
using Fleet.Geography;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Orleans.Runtime;

namespace Fleet.Traffic;

/// <summary>Weather and air of one area, the newest of each.</summary>
public sealed class AreaGrain(
    [PersistentState("traffic-area", "fleet")] IPersistentState<AreaState> persistent,
    IFleetDirectory directory,
    IOptions<ShardOptions> shards,
    ILogger<AreaGrain> log) : TellingGrain(shards, log), IAreaGrain
{
    protected override TrafficOutbox Outbox => persistent.State.Outbox;

    protected override string OrganizationId => Key.OrganizationId;

    private (string OrganizationId, string Id) Key => GrainKey.Split(this.GetPrimaryKeyString());

    private AreaState State => persistent.State;

    public async Task<TrafficTaken> ReportWeather(Weather weather)
    {
        ArgumentNullException.ThrowIfNull(weather);
        if (Judge(State.Weather?.Timestamp, weather.Timestamp) is { } not)
            return not;

        var zones = await Prepare(weather.Location);
        State.Weather = weather;
        Outbox.Events.Add(new WeatherMeasured
        {
            EventId = EventIds.For(Key.Id, weather.Timestamp, "weather"),
            OrganizationId = Key.OrganizationId,
            Timestamp = weather.Timestamp,
            SubjectId = Key.Id,
            Place = weather.Location,
            ZoneIds = zones,
            Weather = weather,
        });
        await Keep();
        return TrafficTaken.Accepted;
    }

    public async Task<TrafficTaken> ReportAir(AirQuality air)
    {
        ArgumentNullException.ThrowIfNull(air);
        if (Judge(State.Air?.Timestamp, air.Timestamp) is { } not)
            return not;

        var zones = await Prepare(air.Location);
        State.Air = air;
        Outbox.Events.Add(new AirQualityMeasured
        {
            EventId = EventIds.For(Key.Id, air.Timestamp, "air_quality"),
            OrganizationId = Key.OrganizationId,
            Timestamp = air.Timestamp,
            SubjectId = Key.Id,
            Place = air.Location,
            ZoneIds = zones,
            Air = air,
        });
        Outbox.Notices.Add(AlertRules.Of(Snapshot(zones), air));
        await Keep();
        return TrafficTaken.Accepted;
    }

    public async Task<AreaSnapshot?> Get() =>
        (State.Weather?.Location ?? State.Air?.Location) is not { } place ? null : Snapshot(await Map.At(place));

    protected override Task Store() => persistent.WriteStateAsync();

    private ITrafficMapGrain Map => GrainFactory.GetGrain<ITrafficMapGrain>(GrainKey.ForOrganization(Key.OrganizationId));

    private static TrafficTaken? Judge(DateTimeOffset? known, DateTimeOffset reported) =>
        known is not { } newest || reported > newest ? null : reported == newest ? TrafficTaken.Duplicate : TrafficTaken.Late;

    private AreaSnapshot Snapshot(ImmutableArray<string> zones) => new() { AreaId = Key.Id, Weather = State.Weather, Air = State.Air, ZoneIds = zones };

    private async Task<ImmutableArray<string>> Prepare(GeoPoint place)
    {
        await TellBefore();
        if (State.Weather is null && State.Air is null)
            await directory.Put(new FleetEntry { OrganizationId = Key.OrganizationId, Kind = EntityKind.Area, Id = Key.Id }, CancellationToken.None);

        return await Map.At(place);
    }
}
