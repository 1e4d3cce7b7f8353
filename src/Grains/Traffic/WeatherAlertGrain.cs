using System.Globalization;
using Fleet.Directory;
using Fleet.Events;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Orleans.Runtime;

namespace Fleet.Traffic;

/// <summary>One warning of the weather service. It is over when its time is; nothing has to be done for that here.</summary>
public sealed class WeatherAlertGrain(
    [PersistentState("traffic-weather-alert", "fleet")] IPersistentState<WeatherAlertState> persistent,
    IFleetDirectory directory,
    IOptions<ShardOptions> shards,
    ILogger<WeatherAlertGrain> log) : TellingGrain(shards, log), IWeatherAlertGrain
{
    protected override TrafficOutbox Outbox => persistent.State.Outbox;

    protected override string OrganizationId => Key.OrganizationId;

    private (string OrganizationId, string Id) Key => GrainKey.Split(this.GetPrimaryKeyString());

    private WeatherAlertState State => persistent.State;

    public async Task<TrafficTaken> Issue(WeatherAlert alert)
    {
        ArgumentNullException.ThrowIfNull(alert);
        alert = alert with { AlertId = Key.Id };
        if (State.Alert is { } known && Same(known, alert))
            return TrafficTaken.Duplicate;
        if (State.Alert?.IssuedAt > alert.IssuedAt)
            return TrafficTaken.Late;

        await TellBefore();
        await directory.Put(
            new FleetEntry { OrganizationId = Key.OrganizationId, Kind = EntityKind.WeatherAlert, Id = Key.Id, SortTime = alert.Start }, CancellationToken.None);
        State.Alert = alert;
        Outbox.Events.Add(new WeatherAlerted
        {
            EventId = EventIds.For(Key.Id, alert.IssuedAt, "weather_alert", (++State.Changes).ToString(CultureInfo.InvariantCulture)),
            OrganizationId = Key.OrganizationId,
            Timestamp = alert.IssuedAt,
            SubjectId = Key.Id,
            ZoneIds = alert.ZoneIds,
            Alert = alert,
        });
        Outbox.Notices.Add(AlertRules.Of(alert));
        await Keep();
        return TrafficTaken.Accepted;
    }

    public Task<WeatherAlert?> Get() => Task.FromResult(State.Alert);

    protected override Task Store() => persistent.WriteStateAsync();

    /// <summary>Whatever time it was issued again.</summary>
    private static bool Same(WeatherAlert a, WeatherAlert b) =>
        a.ZoneIds.SequenceEqual(b.ZoneIds) && a == b with { IssuedAt = a.IssuedAt, ZoneIds = a.ZoneIds };
}
