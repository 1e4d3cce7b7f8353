using Fleet.Storage.Postgres;
using Npgsql;

namespace Fleet.Storage;

/// <summary>The question after a lost connection: did it commit?</summary>
[Collection(PostgresCollection.Name)]
public sealed class LaneConnectionTests(ClusterFixture cluster)
{
    [SkippableFact]
    public async Task Commit_cut_off_before_the_server_saw_it_did_not_happen()
    {
        await using var source = await OpenAsync();
        await using var lane = new LaneConnection(source, TimeProvider.System);
        await lane.TransactAsync(1, InsertAsync, () => { }, default);

        await Assert.ThrowsAnyAsync<Exception>(() => lane.TransactAsync(2, InsertAsync, () => TerminateOthers(source), default));
        await lane.CloseAsync();

        Assert.False(await lane.DidCommitAsync(2, default));
        Assert.True(await lane.DidCommitAsync(1, default));
        Assert.Equal(1, await CountAsync(source));
    }

    [SkippableFact]
    public async Task Commit_whose_answer_was_lost_did_happen()
    {
        await using var source = await OpenAsync();
        await using var lane = new LaneConnection(source, TimeProvider.System);
        await lane.TransactAsync(1, InsertAsync, () => { }, default);
        TerminateOthers(source);
        await lane.CloseAsync();

        Assert.True(await lane.DidCommitAsync(1, default));
    }

    [SkippableFact]
    public async Task Question_waits_for_a_transaction_that_still_runs()
    {
        await using var source = await OpenAsync();
        await using var lane = new LaneConnection(source, TimeProvider.System);
        await lane.TransactAsync(1, InsertAsync, () => { }, default);

        // As the server would still hold it for a client that is gone.
        await using var old = await source.OpenConnectionAsync();
        await using var transaction = await old.BeginTransactionAsync();
        await using (var mark = new NpgsqlCommand("UPDATE commit_lanes SET sequence = 2", old))
            await mark.ExecuteNonQueryAsync();
        var question = lane.DidCommitAsync(2, default);
        Assert.False(question.IsCompleted);
        await transaction.CommitAsync();

        Assert.True(await question);
    }

    private async Task<NpgsqlDataSource> OpenAsync()
    {
        var source = NpgsqlDataSource.Create(await cluster.CreateDatabaseAsync());
        await using var table = source.CreateCommand("CREATE TABLE rows (n bigint)");
        await table.ExecuteNonQueryAsync();
        return source;
    }

    private static async Task<int> InsertAsync(NpgsqlConnection connection)
    {
        await using var insert = new NpgsqlCommand("INSERT INTO rows VALUES (1)", connection);
        return await insert.ExecuteNonQueryAsync();
    }

    private static void TerminateOthers(NpgsqlDataSource source)
    {
        using var command = source.CreateCommand(
            "SELECT pg_terminate_backend(pid, 10000) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()");
        command.ExecuteNonQuery();
    }

    private static async Task<long> CountAsync(NpgsqlDataSource source)
    {
        await using var command = source.CreateCommand("SELECT count(*) FROM rows");
        return (long)(await command.ExecuteScalarAsync())!;
    }
}
