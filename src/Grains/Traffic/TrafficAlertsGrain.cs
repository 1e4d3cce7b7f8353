using System.Collections.Immutable;
using Fleet.Events;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Orleans.Runtime;

namespace Fleet.Traffic;

/// <summary>An organization's alert book, and the clock that ends what is over.</summary>
public sealed class TrafficAlertsGrain(
    [PersistentState("traffic-alerts", "fleet")] IPersistentState<TrafficAlertsState> persistent,
    IOptions<TrafficOptions> options,
    IOptions<ShardOptions> shards,
    TimeProvider time,
    ILogger<TrafficAlertsGrain> log) : TellingGrain(shards, log), ITrafficAlertsGrain, IRemindable
{
    private const string ReminderName = "alerts";

    private static readonly TimeSpan ReminderPeriod = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan Grace = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan SweepRetry = TimeSpan.FromSeconds(5);

    private IGrainTimer? _sweep;
    private bool _reminded;

    protected override TrafficOutbox Outbox => persistent.State.Outbox;

    protected override string OrganizationId => this.GetPrimaryKeyString()[GrainKey.ForOrganization("").Length..];

    private List<AlertEntry> Book => persistent.State.Book;

    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        await base.OnActivateAsync(cancellationToken);
        Arm();
    }

    public async Task Note(AlertNotice notice)
    {
        ArgumentNullException.ThrowIfNull(notice);
        if (notice.Alert is null && !Book.Exists(e => e.Alert.Category == notice.Category && e.Sources.Contains(notice.SourceId)))
            return;

        await TellBefore();
        Outbox.Events.AddRange(AlertBook.Note(Book, OrganizationId, notice, options.Value, time.GetUtcNow()));
        await Keep();
        Arm();
        await Remind();
    }

    public async Task<ImmutableArray<TrafficAlert>> Active()
    {
        await Sweep();
        return [.. Book.Select(e => e.Alert).OrderByDescending(a => a.RaisedAt)];
    }

    public async Task ReceiveReminder(string reminderName, TickStatus status)
    {
        _reminded = true;
        await Expire(CancellationToken.None);
    }

    protected override Task Store() => persistent.WriteStateAsync();

    private async Task Sweep()
    {
        if (AlertBook.Next(Book) is not { } due || due > time.GetUtcNow())
            return;

        await TellBefore();
        Outbox.Events.AddRange(AlertBook.Sweep(Book, OrganizationId, time.GetUtcNow()));
        await Keep();
    }

    private async Task Expire(CancellationToken cancellationToken)
    {
        try
        {
            await Sweep();
            Arm();
            await Remind();
        }
        catch (Exception e)
        {
            TrafficLog.SweepFailed(log, OrganizationId, e);
            _sweep?.Change(SweepRetry, Timeout.InfiniteTimeSpan);
        }
    }

    private void Arm()
    {
        if (AlertBook.Next(Book) is not { } due)
            return;

        var wait = due - time.GetUtcNow();
        wait = wait < TimeSpan.Zero ? TimeSpan.Zero : wait < ReminderPeriod ? wait : ReminderPeriod;
        DelayDeactivation(wait + Grace);
        if (_sweep is null)
            _sweep = this.RegisterGrainTimer(Expire, new GrainTimerCreationOptions(wait, Timeout.InfiniteTimeSpan));
        else
            _sweep.Change(wait, Timeout.InfiniteTimeSpan);
    }

    /// <summary>After a restart somebody has to wake what ends by itself.</summary>
    private async Task Remind()
    {
        var needed = AlertBook.Next(Book) is not null;
        if (needed == _reminded)
            return;

        if (needed)
            await this.RegisterOrUpdateReminder(ReminderName, ReminderPeriod, ReminderPeriod);
        else if (await this.GetReminder(ReminderName) is { } reminder)
            await this.UnregisterReminder(reminder);

        _reminded = needed;
    }
}
