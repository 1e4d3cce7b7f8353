using System.Threading.Channels;
using Fleet.Audit;
using Fleet.Storage;
using Fleet.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace Fleet.Gateway.Audit;

public sealed class AuditTrailTests
{
    private readonly ManualTimeProvider _time = new();
    private readonly Unsteady _log = new();

    [Fact]
    public async Task What_the_database_did_not_take_is_written_when_it_is_back()
    {
        _log.Away = true;
        using var trail = Trail();
        await trail.StartAsync(default);
        trail.Note(Row("ada"));
        await _log.Asked.ReadAsync();
        _log.Away = false;
        while (_log.Rows.Count == 0)
        {
            _time.Advance(TimeSpan.FromSeconds(5));
            await Task.Yield();
        }

        await trail.StopAsync(default);
        Assert.Equal("ada", Assert.Single(_log.Rows).Actor);
    }

    [Fact]
    public async Task What_waits_is_written_when_the_gateway_stops()
    {
        _log.Away = true;
        using var trail = Trail();
        await trail.StartAsync(default);
        trail.Note(Row("first"));
        await _log.Asked.ReadAsync();
        trail.Note(Row("second"));
        _log.Away = false;
        await trail.StopAsync(default);
        Assert.Equal(["first", "second"], _log.Rows.Select(r => r.Actor));
    }

    [Fact]
    public async Task Queue_is_bounded_and_texts_are_cut()
    {
        using var trail = Trail(); // not started: nothing is taken out
        for (var i = 0; i < AuditTrail.Capacity + 10; i++)
            trail.Note(Row(new string('a', 5_000) + '\0'));

        await trail.StartAsync(default);
        await trail.StopAsync(default);
        Assert.Equal(AuditTrail.Capacity, _log.Rows.Count);
        Assert.All(_log.Rows, r => Assert.Equal(300, r.Actor.Length));
    }

    [Fact]
    public async Task Change_stands_where_its_row_cannot_be_written_and_the_row_waits()
    {
        _log.Away = true;
        using var trail = Trail();
        await trail.Write(Row("ada"));
        Assert.Empty(_log.Rows);

        _log.Away = false;
        await trail.StartAsync(default);
        await trail.StopAsync(default);
        Assert.Equal("ada", Assert.Single(_log.Rows).Actor);
    }

    [Fact]
    public async Task Refusals_that_only_counted_are_written_when_the_gateway_stops()
    {
        using var trail = Trail();
        await trail.StartAsync(default);
        for (var i = 0; i < 5; i++)
            trail.Refused(Row("eve") with { Action = AuditAction.AuthenticationRefused }, System.Net.IPAddress.Parse("2001:db8::" + i));

        await trail.StopAsync(default);
        Assert.Equal([1, 4], _log.Rows.Select(r => r.Count));
    }

    private static AuditEntry Row(string actor) =>
        new() { At = DateTimeOffset.UnixEpoch, OrganizationId = "acme", Action = AuditAction.KeyCreated, Actor = actor };

    private AuditTrail Trail() => new(_log, _time, NullLogger<AuditTrail>.Instance);

    private sealed class Unsteady : IAuditLog
    {
        private readonly Channel<int> _asked = Channel.CreateUnbounded<int>();

        public volatile bool Away;

        public List<AuditEntry> Rows { get; } = [];

        public ChannelReader<int> Asked => _asked.Reader;

        public ValueTask Append(IReadOnlyList<AuditEntry> entries, CancellationToken cancellationToken)
        {
            _asked.Writer.TryWrite(entries.Count);
            if (Away)
                throw new StorageUnavailableException("The database is away.");

            Rows.AddRange(entries);
            return ValueTask.CompletedTask;
        }

        public ValueTask<IReadOnlyList<AuditEntry>> Query(AuditQuery query, CancellationToken cancellationToken) =>
            ValueTask.FromResult<IReadOnlyList<AuditEntry>>(Rows);
    }
}
