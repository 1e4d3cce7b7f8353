using System.Net;
using System.Threading.Channels;
using Fleet.Audit;
using Fleet.Gateway.Auth;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Fleet.Gateway.Audit;

/// <summary>
/// The gateway's only writer of audit rows. A change is written before it is answered; authentications, which must not wait,
/// go through a queue, refusals counted (<see cref="RefusalLedger"/>). Bound: <see cref="Capacity"/> rows. Overflow: the newest is dropped and logged. Owner: this trail.
/// </summary>
internal sealed partial class AuditTrail(IAuditLog log, TimeProvider time, ILogger<AuditTrail> logger) : BackgroundService
{
    internal const int Capacity = 4_096;

    /// <summary>The actor of what proved to be nobody's.</summary>
    public const string Unknown = "unknown";

    /// <summary>Different refusals of an organization that get rows of their own in a minute; twice as many rows at most.</summary>
    internal const int RefusalsPerWindow = 60;

    private const int RowsPerWrite = 500;
    private const int MaxText = 300;

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan RefusalWindow = TimeSpan.FromMinutes(1);

    private readonly RefusalLedger _refusals = new(RefusalsPerWindow);

    private readonly Channel<AuditEntry> _queue = Channel.CreateBounded<AuditEntry>(new BoundedChannelOptions(Capacity) { SingleReader = true });

    private readonly List<AuditEntry> _batch = new(RowsPerWrite); // of the loop; after it, of the stop

    /// <summary>At once, without waiting.</summary>
    public void Note(AuditEntry entry)
    {
        if (!_queue.Writer.TryWrite(Cut(entry)))
            Dropped(entry.Action, entry.Actor, entry.OrganizationId);
    }

    /// <summary>At once, without waiting; many of one address, subject and reason in a minute make two rows.</summary>
    public void Refused(AuditEntry refusal, IPAddress? address)
    {
        if (_refusals.Count(Cut(refusal), address is null ? null : SubscriberAddress.Of(address).ToString()) is { } row)
            Note(row);
    }

    /// <summary>Of a change that is made already: where the row cannot be written, that is logged, the change stands, and the row waits with the others.</summary>
    public async ValueTask Write(AuditEntry entry)
    {
        try
        {
            await log.Append([Cut(entry)], CancellationToken.None);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            NotWritten(e, entry.Action, entry.Target, entry.Actor, entry.OrganizationId);
            Note(entry);
        }
    }

    /// <summary>Writes what waits, once.</summary>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        if (ExecuteTask is { IsCompleted: false })
            return; // it has still not let go of its batch: the host's patience is over

        try
        {
            EndRefusalWindow();
            for (; Fill(); _batch.Clear())
            {
                await log.Append(_batch, cancellationToken);
            }
        }
        catch (Exception e)
        {
            Lost(e, _batch.Count + _queue.Reader.Count);
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var windows = EndRefusalWindows(stoppingToken);
        while (await _queue.Reader.WaitToReadAsync(stoppingToken))
        {
            Fill();
            while (!await TryAppend(stoppingToken))
            {
                await Task.Delay(Pause, time, stoppingToken);
            }

            _batch.Clear();
        }

        await windows;
    }

    private async Task EndRefusalWindows(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(RefusalWindow, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            EndRefusalWindow();
        }
    }

    private void EndRefusalWindow()
    {
        foreach (var row in _refusals.Close())
        {
            Note(row);
        }
    }

    private bool Fill()
    {
        while (_batch.Count < RowsPerWrite && _queue.Reader.TryRead(out var entry))
        {
            _batch.Add(entry);
        }

        return _batch.Count > 0;
    }

    private async Task<bool> TryAppend(CancellationToken cancellationToken)
    {
        try
        {
            await log.Append(_batch, cancellationToken);
            return true;
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            Waiting(e, _batch.Count + _queue.Reader.Count);
            return false;
        }
    }

    /// <summary>A token's subject is as long as its issuer likes, and PostgreSQL has no U+0000.</summary>
    private static AuditEntry Cut(AuditEntry entry) => entry with { Actor = Cut(entry.Actor)!, Target = Cut(entry.Target), Detail = Cut(entry.Detail) };

    private static string? Cut(string? text) => text?.Replace('\0', '?') is { Length: > MaxText } clean ? clean[..MaxText] : text?.Replace('\0', '?');
}
