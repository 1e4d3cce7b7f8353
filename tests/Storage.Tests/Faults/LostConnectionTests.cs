namespace Fleet.Storage;

[Collection(PostgresCollection.Name)]
public sealed class LostConnectionTests(ClusterFixture cluster)
{
    [SkippableFact]
    public async Task Connections_cut_again_and_again_lose_and_double_nothing()
    {
        await using var store = new TestStore(await cluster.CreateDatabaseAsync(), o => o.MaxReconnectDelay = TimeSpan.FromMilliseconds(100));
        var ingest = new Ingest(store.Get<IPositionLog>(), vehicles: 16, perVehicle: 100);

        await ingest.RunAsync(n =>
        {
            if (n % 100 == 0)
                CutAll(store);
        });

        Assert.Equal(0, ingest.Conflicts);
        Assert.Equal(ingest.Expected, await store.ScalarAsync<long>("SELECT count(*) FROM positions"));
    }

    private static void CutAll(TestStore store)
    {
        using var command = store.Source.CreateCommand(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()");
        try
        {
            command.ExecuteNonQuery();
        }
        catch (Npgsql.NpgsqlException)
        {
            // Two cut each other.
        }
    }
}
