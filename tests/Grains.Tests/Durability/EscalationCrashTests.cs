using Fleet.Alerts;
using Fleet.Events;
using Fleet.Notifications;
using Fleet.Storage;
using Fleet.Storage.Postgres;
using Fleet.Vehicles;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace Fleet.Durability;

/// <summary>A process that is killed while an escalation waits: after the restart it happens once and on time.</summary>
public sealed class EscalationCrashTests : IAsyncLifetime
{
    private const string Organization = "acme";
    private const string Rule = "critical_safety_event";
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60); // reached only if something never comes
    private static readonly TimeSpan EscalatesAfter = TimeSpan.FromMinutes(15);
    private static readonly DeviceEvent Crash = new() { Type = "crash_detection", Timestamp = Positions.Start, EventId = "crash-1" };

    private readonly string _folder = Path.Combine(Path.GetTempPath(), "fleet-escalation-" + Path.GetRandomFileName());
    private readonly RecordingChannel[] _channels = RecordingChannel.All();
    private PrivateCluster? _cluster;
    private ServiceProvider? _services;

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        if (_services is not null)
            await _services.DisposeAsync();

        if (_cluster is not null)
            await _cluster.DisposeAsync();

        if (System.IO.Directory.Exists(_folder))
            System.IO.Directory.Delete(_folder, recursive: true);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    public async Task Killed_anywhere_it_escalates_once_and_on_time(int seed)
    {
        var power = new PowerSwitch();
        var stores = new SwitchedStores(new MemoryPositionLog(1_000), new MemoryEventLog(10_000), new FixtureDirectory(), new MemoryStateStorage(), power);
        await Escalates(stores, power, seed);
    }

    [SkippableFact]
    public async Task Killed_anywhere_on_PostgreSQL_it_escalates_once_and_on_time()
    {
        try
        {
            _cluster = await PrivateCluster.StartAsync(
                new() { DataFolder = _folder, Fsync = false, SharedBuffersMegabytes = 64 }, TimeProvider.System, NullLogger.Instance, CancellationToken.None);
        }
        catch (PostgresNotInstalledException)
        {
            Skip.If(true, "PostgreSQL is not installed here (apt-get install postgresql).");
        }

        var services = new ServiceCollection();
        services.AddSingleton<IConfiguration>(new ConfigurationBuilder().Build());
        services.AddLogging();
        services.AddFleetPostgres(_cluster!.ConnectionString);
        var provider = services.BuildServiceProvider();
        _services = provider;
        await provider.GetRequiredService<Migrator>().MigrateAsync(CancellationToken.None);
        var power = new PowerSwitch();
        await Escalates(
            new SwitchedStores(
                provider.GetRequiredService<IPositionLog>(), provider.GetRequiredService<IEventLog>(), provider.GetRequiredService<Directory.IFleetDirectory>(), provider.GetRequiredService<PostgresGrainStorage>(), power),
            power,
            seed: 11);
    }

    private async Task Escalates(SwitchedStores stores, PowerSwitch power, int seed)
    {
        var random = new System.Random(seed);
        await using var silo = new MortalSilo(stores, power, Organization)
        {
            Configure = services =>
            {
                services.AddEventReactor<IAlertRulesGrain>("alerts");
                foreach (var channel in _channels)
                    services.AddSingleton<INotificationChannel>(channel);
            },
        };
        await silo.Start();
        await silo.Grains.GetGrain<INotificationSettingsGrain>(GrainKey.ForOrganization(Organization)).Put(new()
        {
            Sms = new() { Default = ["+491"] },
            Email = new() { Default = ["ops@example.org"] },
        });
        var rules = silo.Grains.GetGrain<IAlertRulesGrain>(GrainKey.ForOrganization(Organization));
        await rules.Put(DefaultAlertRules.All[0] with { Channels = [AlertChannel.Sms], Escalations = [new() { AfterSeconds = (int)EscalatesAfter.TotalSeconds, Channels = [AlertChannel.Email] }] }, false);

        // The power goes again and again while the alert is raised.
        var cuts = 6;
        (int, bool) Next() => cuts-- > 0 ? (random.Next(1, 12), random.Next(2) == 0) : (int.MaxValue, true);
        power.CutAfter(random.Next(1, 12), random.Next(2) == 0);
        var raisedAt = silo.Clock.GetUtcNow();
        string? eventId = null;
        await Until(silo, power, Next, async () =>
        {
            eventId ??= await silo.Vehicle.Record(Crash);
            return await Alert(silo, eventId).Get() is { } alert && alert.Deliveries.All(d => d.Status == AlertDeliveryStatus.Delivered);
        });

        await silo.Kill();
        silo.Clock.Advance(EscalatesAfter - TimeSpan.FromSeconds(1));
        await Restart(silo, power, (int.MaxValue, true));
        silo.Clock.Advance(TimeSpan.FromSeconds(0.9));
        Assert.Equal(0, (await Alert(silo, eventId!).Get())!.Escalations);

        // And while it escalates.
        cuts = 4;
        power.CutAfter(random.Next(1, 6), random.Next(2) == 0);
        silo.Clock.Advance(TimeSpan.FromSeconds(0.1));
        await Until(silo, power, Next, async () =>
            await Alert(silo, eventId!).Get() is { Escalations: 1 } alert && alert.Deliveries.All(d => d.Status == AlertDeliveryStatus.Delivered)
            && (await silo.Events()).OfType<AlertChanged>().Any(e => e.Step == AlertStep.Escalated));
        await silo.Kill();
        await Restart(silo, power, (int.MaxValue, true));
        silo.Clock.Advance(TimeSpan.FromHours(1));
        await Alert(silo, eventId!).Get();

        Assert.True(silo.Kills > 3);
        var steps = (await silo.Events()).OfType<AlertChanged>().Select(e => (e.Step, e.Timestamp)).ToList();
        Assert.Equal([(AlertStep.Raised, Positions.Start), (AlertStep.Escalated, raisedAt + EscalatesAfter)], steps);
        Assert.Single(Channel(AlertChannel.Sms).Select(m => m.Key).Distinct());
        Assert.Equal([1], Channel(AlertChannel.Email).Select(m => m.Escalation).Distinct());
        Assert.Single(Channel(AlertChannel.Email).Select(m => m.Key).Distinct());
    }

    private static IAlertGrain Alert(MortalSilo silo, string eventId) =>
        silo.Grains.GetGrain<IAlertGrain>(GrainKey.For(Organization, AlertIds.Of(Rule, eventId)));

    private static async Task Restart(MortalSilo silo, PowerSwitch power, (int After, bool Lands) next)
    {
        await silo.Restart();
        power.CutAfter(next.After, next.Lands);
        await silo.WakeShards();
        await silo.WakeClocks();
        silo.Clock.Advance(TimeSpan.Zero);
    }

    /// <summary>Whenever the power has gone the silo is started again, as a supervisor does. The clock stands.</summary>
    private static async Task Until(MortalSilo silo, PowerSwitch power, Func<(int After, bool Lands)> next, Func<Task<bool>> reached)
    {
        using var limit = new CancellationTokenSource(Limit, TimeProvider.System);
        while (true)
        {
            limit.Token.ThrowIfCancellationRequested();
            try
            {
                if (!power.Off && await reached())
                    return;
            }
            catch (Exception) when (power.Off)
            {
                // As a caller sees it: no answer.
            }

            if (power.Off)
            {
                await silo.Kill();
                try
                {
                    await Restart(silo, power, next());
                }
                catch (Exception) when (power.Off)
                {
                    // Gone again already.
                }
            }

            silo.Clock.Advance(TimeSpan.Zero);
            await Task.Yield();
        }
    }

    private IReadOnlyList<ChannelMessage> Channel(AlertChannel channel) => _channels.Single(c => c.Channel == channel).Of(Organization);
}
