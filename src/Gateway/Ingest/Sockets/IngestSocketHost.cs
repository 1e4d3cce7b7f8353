using Fleet.Gateway.Auth;
using Fleet.Gateway.Subscriptions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Fleet.Gateway.Ingest.Sockets;

/// <summary>What all ingest sockets share.</summary>
internal sealed class IngestSocketHost(
    SessionRegistry registry,
    IAuthenticator authenticator,
    IngestMessageReader reader,
    IVehicleReports reports,
    IngestBudgets budgets,
    IngestInstruments instruments,
    IOptions<IngestOptions> ingest,
    IOptions<IngestSocketOptions> options,
    IOptions<SubscriptionOptions> queues,
    IOptions<ConnectionOptions> connections,
    TimeProvider time,
    ILogger<IngestSession> logger)
{
    public SessionRegistry Registry => registry;

    public IAuthenticator Authenticator => authenticator;

    public IngestMessageReader Reader => reader;

    public IVehicleReports Reports => reports;

    public IngestBudgets Budgets => budgets;

    public IngestInstruments Instruments => instruments;

    public IngestOptions Ingest { get; } = ingest.Value;

    public IngestSocketOptions Options { get; } = options.Value;

    public SubscriptionOptions Queues { get; } = queues.Value;

    public ConnectionOptions Connections { get; } = connections.Value;

    public TimeProvider Time => time;

    public ILogger Logger => logger;
}
