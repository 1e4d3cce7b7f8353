using System.Collections.Concurrent;
using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Orleans.Configuration;
using Orleans.Embedded.Calls;
using Orleans.Embedded.Hosting;
using Orleans.Embedded.Reminders;
using Orleans.Runtime;

namespace Orleans.Embedded.Activations;

/// <summary>The engine of one host: owns the directory, the open calls and the clocks, and routes every call.</summary>
internal sealed class Silo : ICallRouter, ILocalSiloDetails, IHostedService, IDisposable
{
    private readonly ConcurrentDictionary<Type, ReferenceMaker> _makers = new();
    private readonly CancellationTokenSource _stopping = new();
    private readonly PendingCalls _pending;
    private bool _stopped;

    public Silo(
        IServiceProvider services,
        IOptions<ClusterOptions> cluster,
        IOptions<EndpointOptions> endpoint,
        IOptions<GrainCollectionOptions> collection,
        IOptions<SiloMessagingOptions> messaging,
        ILogger<Silo> logger)
    {
        Services = services;
        Logger = logger;
        Collection = collection.Value;
        ClusterId = cluster.Value.ClusterId;
        Address = (ClusterId, cluster.Value.ServiceId, endpoint.Value.GatewayPort);
        SiloAddress = SiloAddress.New(new IPEndPoint(IPAddress.Loopback, endpoint.Value.SiloPort), 1);
        GrainClock = services.GetRequiredKeyedService<TimeProvider>(TimeProviderNames.Grains);
        CollectionClock = services.GetRequiredKeyedService<TimeProvider>(TimeProviderNames.ActivationManagement);
        Manifest = GrainScan.Manifest(services);
        Directory = new ActivationDirectory(this);
        Observers = new ObserverTable(logger);
        GrainFactory = new ClusterClient(this);
        _pending = new PendingCalls(services.GetRequiredKeyedService<TimeProvider>(TimeProviderNames.Messaging), messaging.Value.ResponseTimeout);
        Collector = new IdleCollector(this);
    }

    public IServiceProvider Services { get; }

    public ILogger Logger { get; }

    public GrainCollectionOptions Collection { get; }

    public TimeProvider GrainClock { get; }

    public TimeProvider CollectionClock { get; }

    public GrainManifest Manifest { get; }

    public ActivationDirectory Directory { get; }

    public ObserverTable Observers { get; }

    public IdleCollector Collector { get; }

    public ClusterClient GrainFactory { get; }

    public ReminderService Reminders => Services.GetRequiredService<ReminderService>();

    public (string ClusterId, string ServiceId, int GatewayPort) Address { get; }

    public string Name => SiloAddress.ToString();

    public string ClusterId { get; }

    public SiloAddress SiloAddress { get; }

    /// <summary>True once the host has begun to stop: no grain is activated any more.</summary>
    public bool IsStopping => _stopping.IsCancellationRequested;

    public CancellationToken Stopping => _stopping.Token;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        SiloOptionsCheck.ThrowIfFaulty(Services, Collection);
        RemoteSilo.Announce(this);
        return Task.CompletedTask;
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        RemoteSilo.Withdraw(this);
        await _stopping.CancelAsync();
        Collector.Dispose();
        Reminders.Dispose();
        var reason = new DeactivationReason(DeactivationReasonCode.ShuttingDown, "This process is terminating.");
        // More than one round: an activation that was being made when the stop began may have entered the directory behind us.
        while (!cancellationToken.IsCancellationRequested && Directory.Activations.ToArray() is { Length: > 0 } all)
        {
            var gone = Task.WhenAll(all.Select(static activation => activation.Deactivated));
            foreach (var activation in all) activation.Deactivate(reason, cancellationToken);
            await gone.WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        _stopped = true;
        _pending.FailAll(static request => new SiloUnavailableException($"The silo stopped before {request} was answered."));
    }

    public void Send(Request request, GrainId target)
    {
        request.Cancellation.ThrowIfCancellationRequested();
        request.SentTo(target);
        if (_stopped)
        {
            request.Fail(new SiloUnavailableException($"The silo has stopped; {request} was not run."));
            return;
        }

        if (!request.Method.OneWay)
        {
            _pending.Add(request);
            request.WatchCancellation();
        }

        Deliver(request, target);
    }

    /// <summary>Sends a call on that its first target took but did not run.</summary>
    public void Forward(Request request, GrainId target)
    {
        if (request.IsAnswered) return;
        Deliver(request, target);
    }

    public GrainReference MakeReference(Type interfaceType, GrainId target) =>
        ProxyFactory.For(interfaceType)(new ReferenceKind(target.Type, this), target.Key);

    /// <summary>The maker of references to the one grain class that implements the interface.</summary>
    public ReferenceMaker MakerFor(Type interfaceType) => _makers.GetOrAdd(
        interfaceType,
        static (type, self) => new ReferenceMaker(ProxyFactory.For(type), new ReferenceKind(self.Manifest.TypeFor(type), self)),
        this);

    /// <summary>Runs an activation's coming or going with a token that fires when it takes too long.</summary>
    public async Task WithDeadline(TimeSpan time, Func<CancellationToken, Task> run)
    {
        using var deadline = new CancellationTokenSource(time, CollectionClock);
        await run(deadline.Token);
    }

    public void Dispose()
    {
        _pending.Dispose();
        Collector.Dispose();
        _stopping.Dispose();
    }

    private void Deliver(Request request, GrainId target)
    {
        try
        {
            if (target.Type == ObserverTable.Type) Observers.Deliver(request, target);
            else Directory.Deliver(request, target);
        }
        catch (Exception exception)
        {
            request.Fail(exception);
        }
    }
}
