using Npgsql;

namespace Fleet.Storage.Postgres;

/// <summary>
/// One committing connection and its row in <c>commit_lanes</c>. Every transaction first writes its own number into that
/// row, and waits for the answer, before anything else. So after a connection is lost in the middle of a COMMIT the row
/// tells whether it happened: the number is either there or not, and while the old transaction still runs on the server
/// it holds the row's lock, which the question waits for. A COMMIT that was never sent can never happen.
/// </summary>
internal sealed class LaneConnection(NpgsqlDataSource dataSource, TimeProvider clock) : IAsyncDisposable
{
    private readonly Guid _lane = Guid.CreateVersion7(clock.GetUtcNow());
    private NpgsqlConnection? _connection;
    private bool _registered;

    public bool IsOpen => _connection is { State: System.Data.ConnectionState.Open };

    public async Task<NpgsqlConnection> OpenAsync(CancellationToken cancellationToken)
    {
        if (_connection is { State: System.Data.ConnectionState.Open } open)
            return open;
        await CloseAsync();
        var connection = dataSource.CreateConnection();
        try
        {
            await connection.OpenAsync(cancellationToken);
            if (!_registered)
                await RegisterAsync(connection, cancellationToken);
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }

        _connection = connection;
        return connection;
    }

    /// <summary>Runs one numbered transaction.</summary>
    /// <param name="commitSent">Called right before COMMIT goes out; from then on a failure leaves the outcome unknown.</param>
    public async Task<T> TransactAsync<T>(
        long number, Func<NpgsqlConnection, Task<T>> work, Action commitSent, CancellationToken cancellationToken)
    {
        var connection = await OpenAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await using var mark = new NpgsqlCommand("UPDATE commit_lanes SET sequence = $2, at = $3 WHERE lane = $1", connection)
        {
            Parameters = { new() { Value = _lane }, new() { Value = number }, new() { Value = clock.GetUtcNow() } },
        };
        if (await mark.ExecuteNonQueryAsync(cancellationToken) != 1)
        {
            // Swept after days of idleness. The number is not lost: nothing of ours is in flight.
            await transaction.RollbackAsync(cancellationToken);
            await RegisterAsync(connection, cancellationToken);
            return await TransactAsync(number, work, commitSent, cancellationToken);
        }

        var result = await work(connection);
        commitSent();
        await transaction.CommitAsync(cancellationToken);
        return result;
    }

    /// <summary>Whether the transaction of that number committed. Waits for it where it still runs.</summary>
    public async Task<bool> DidCommitAsync(long number, CancellationToken cancellationToken)
    {
        var connection = await OpenAsync(cancellationToken);
        await using var ask = new NpgsqlCommand("SELECT sequence FROM commit_lanes WHERE lane = $1 FOR UPDATE", connection)
        {
            Parameters = { new() { Value = _lane } },
        };
        return await ask.ExecuteScalarAsync(cancellationToken) is long last && last == number;
    }

    public async Task CloseAsync()
    {
        if (_connection is { } connection)
        {
            _connection = null;
            await connection.DisposeAsync();
        }
    }

    public async ValueTask DisposeAsync() => await CloseAsync();

    // In a transaction of its own: an uncommitted row could not be asked for.
    private async Task RegisterAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var register = new NpgsqlCommand(
            "INSERT INTO commit_lanes (lane, sequence, at) VALUES ($1, 0, $2) ON CONFLICT DO NOTHING", connection)
        {
            Parameters = { new() { Value = _lane }, new() { Value = clock.GetUtcNow() } },
        };
        await register.ExecuteNonQueryAsync(cancellationToken);
        _registered = true;
    }
}
