using System.Globalization;
using Npgsql;

namespace Fleet.Storage;

/// <summary>What the Orleans ADO.NET providers get when they run the texts of migration 20: the same parameters, the same columns.</summary>
[Collection(PostgresCollection.Name)]
public sealed class OrleansQueriesTests(ClusterFixture cluster) : IAsyncLifetime
{
    private static readonly DateTime Time = new(2026, 11, 21, 12, 0, 0, DateTimeKind.Utc);
    private NpgsqlDataSource? _source;

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        if (_source is not null)
            await _source.DisposeAsync();
    }

    [SkippableFact]
    public async Task Every_text_that_the_providers_ask_for_is_there()
    {
        // Of DbStoredQueries in Orleans.Clustering.AdoNet, Orleans.Reminders.AdoNet and AdoNetGrainStorage 10.4.
        string[] wanted =
        [
            "CleanupDefunctSiloEntriesKey", "ClearStorageKey", "DeleteMembershipTableEntriesKey", "DeleteReminderRowKey", "DeleteReminderRowsKey",
            "DeleteStorageKey", "GatewaysQueryKey", "InsertMembershipKey", "InsertMembershipVersionKey", "MembershipReadAllKey", "MembershipReadRowKey",
            "ReadFromStorageKey", "ReadRangeRows1Key", "ReadRangeRows2Key", "ReadReminderRowKey", "ReadReminderRowsKey", "UpdateIAmAlivetimeKey",
            "UpdateMembershipKey", "UpsertReminderRowKey", "WriteToStorageKey",
        ];
        await OpenAsync();
        Assert.Equal(wanted, (await RowsAsync("SELECT QueryKey FROM OrleansQuery", [])).Select(r => (string)r["querykey"]!).Order(StringComparer.Ordinal));
    }

    [SkippableFact]
    public async Task Membership_changes_only_from_the_version_that_was_read()
    {
        await OpenAsync();
        Assert.Equal(1, await CountAsync("InsertMembershipVersionKey", ("DeploymentId", "c")));
        Assert.Equal(0, await CountAsync("InsertMembershipVersionKey", ("DeploymentId", "c")));

        Assert.Equal(1, await InsertAsync("10.0.0.1", version: 0));
        Assert.Equal(0, await InsertAsync("10.0.0.2", version: 0)); // somebody else was quicker
        Assert.Equal(0, await InsertAsync("10.0.0.1", version: 1)); // is there already; the version stays
        Assert.Equal(1, await InsertAsync("10.0.0.2", version: 1));

        Assert.Equal(0, await UpdateAsync("10.0.0.1", status: 6, version: 1));
        Assert.Equal(0, await UpdateAsync("10.0.0.9", status: 6, version: 2)); // nobody; the version stays
        Assert.Equal(1, await UpdateAsync("10.0.0.1", status: 6, version: 2));

        var all = await RowsAsync(await TextAsync("MembershipReadAllKey"), [("DeploymentId", "c")]);
        Assert.Equal([("10.0.0.1", 6, 3), ("10.0.0.2", 3, 3)], all.Select(r => ((string)r["address"]!, (int)r["status"]!, (int)r["version"]!)).Order());
        Assert.Equal("a,1|b,2", all.Single(r => (string)r["address"]! == "10.0.0.1")["suspecttimes"]);
        var gateways = await RowsAsync(await TextAsync("GatewaysQueryKey"), [("DeploymentId", "c"), ("Status", 3)]);
        Assert.Equal("10.0.0.2", Assert.Single(gateways)["address"]);
    }

    [SkippableFact]
    public async Task Two_silos_that_join_at_once_join_one_after_the_other()
    {
        await OpenAsync();
        await CountAsync("InsertMembershipVersionKey", ("DeploymentId", "c"));
        var joined = await Task.WhenAll(Enumerable.Range(1, 8).Select(i => InsertAsync(string.Create(CultureInfo.InvariantCulture, $"10.0.0.{i}"), version: 0)));
        Assert.Equal(1, joined.Sum());
        Assert.Single(await RowsAsync(await TextAsync("MembershipReadAllKey"), [("DeploymentId", "c")]));
    }

    [SkippableFact]
    public async Task Cluster_without_silos_has_its_version()
    {
        await OpenAsync();
        await CountAsync("InsertMembershipVersionKey", ("DeploymentId", "c"));
        var row = Assert.Single(await RowsAsync(await TextAsync("MembershipReadRowKey"), [("DeploymentId", "c"), ("Address", "10.0.0.1"), ("Port", 1), ("Generation", 2)]));
        Assert.Equal((0, null), ((int)row["version"]!, row["starttime"]));
    }

    [SkippableFact]
    public async Task Reminder_is_kept_moved_and_deleted_by_its_version_only()
    {
        await OpenAsync();
        Assert.Equal(0, await VersionAsync(hash: -5));
        Assert.Equal(1, await VersionAsync(hash: 7));
        Assert.Single(await RangeAsync("ReadRangeRows1Key", 0, 7));
        Assert.Empty(await RangeAsync("ReadRangeRows1Key", 7, 20));
        Assert.Single(await RangeAsync("ReadRangeRows2Key", 20, 7)); // round the end of the ring
        Assert.Equal(0, await CountAsync("DeleteReminderRowKey", ("ServiceId", "s"), ("GrainId", "trip/acme/t1"), ("ReminderName", "deadline"), ("Version", 0)));
        Assert.Equal(1, await CountAsync("DeleteReminderRowKey", ("ServiceId", "s"), ("GrainId", "trip/acme/t1"), ("ReminderName", "deadline"), ("Version", 1)));
    }

    [SkippableFact]
    public async Task State_is_written_by_the_one_who_knows_its_version()
    {
        await OpenAsync();
        Assert.Equal(1, await WriteAsync(null, 1));
        Assert.Null(await WriteAsync(null, 2)); // a second first write: conflict, and no second row
        Assert.Equal(2, await WriteAsync(1, 3));
        Assert.Equal(1, await WriteAsync(1, 4)); // unchanged: conflict
        var row = Assert.Single(await RowsAsync(await TextAsync("ReadFromStorageKey"), Key()));
        Assert.Equal((2, (byte)3), ((int)row["version"]!, ((byte[])row["payloadbinary"]!)[0]));
        Assert.Equal(3, Assert.Single(await RowsAsync(await TextAsync("ClearStorageKey"), [.. Key(), ("GrainStateVersion", 2)]))["newgrainstateversion"]);
        Assert.Equal(4, await WriteAsync(3, 5));
    }

    [SkippableFact]
    public async Task Two_first_writes_at_once_leave_one_row()
    {
        await OpenAsync();
        var versions = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => WriteAsync(null, (byte)i)));
        Assert.Equal(1, Assert.Single(versions, v => v is not null));
        Assert.Single(await RowsAsync(await TextAsync("ReadFromStorageKey"), Key()));
    }

    private static (string, object?)[] Key() =>
    [
        ("GrainIdHash", 11), ("GrainIdN0", 1L), ("GrainIdN1", 2L), ("GrainTypeHash", 12), ("GrainTypeString", "pubsub"), ("GrainIdExtensionString", null), ("ServiceId", "s"),
    ];

    private async Task OpenAsync() => _source = NpgsqlDataSource.Create(await cluster.CreateDatabaseAsync());

    private Task<int> InsertAsync(string address, int version) => CountAsync(
        "InsertMembershipKey", ("DeploymentId", "c"), ("Address", address), ("Port", 11_111), ("Generation", 1), ("SiloName", "silo"), ("HostName", "host"),
        ("Status", 3), ("ProxyPort", 30_000), ("StartTime", Time), ("IAmAliveTime", Time), ("Version", version));

    private Task<int> UpdateAsync(string address, int status, int version) => CountAsync(
        "UpdateMembershipKey", ("DeploymentId", "c"), ("Address", address), ("Port", 11_111), ("Generation", 1), ("Status", status), ("SuspectTimes", "a,1|b,2"),
        ("IAmAliveTime", Time), ("Version", version));

    private async Task<int> VersionAsync(int hash) => (int)Assert.Single(await RowsAsync(
        await TextAsync("UpsertReminderRowKey"),
        [("ServiceId", "s"), ("GrainId", "trip/acme/t1"), ("ReminderName", "deadline"), ("StartTime", Time), ("Period", 60_000L), ("GrainHash", hash)]))["version"]!;

    private async Task<List<Dictionary<string, object?>>> RangeAsync(string key, int begin, int end) =>
        await RowsAsync(await TextAsync(key), [("ServiceId", "s"), ("BeginHash", begin), ("EndHash", end)]);

    private async Task<int?> WriteAsync(int? version, byte payload) => (int?)Assert.Single(await RowsAsync(
        await TextAsync("WriteToStorageKey"), [.. Key(), ("GrainStateVersion", version), ("PayloadBinary", new[] { payload })]))["newgrainstateversion"];

    private async Task<int> CountAsync(string key, params (string, object?)[] parameters) =>
        (int)Assert.Single(Assert.Single(await RowsAsync(await TextAsync(key), parameters)).Values)!;

    private async Task<string> TextAsync(string key) =>
        (string)Assert.Single(await RowsAsync("SELECT QueryText FROM OrleansQuery WHERE QueryKey = @Key", [("Key", key)]))["querytext"]!;

    private async Task<List<Dictionary<string, object?>>> RowsAsync(string sql, (string Name, object? Value)[] parameters)
    {
#pragma warning disable CA2100 // The migration's text.
        await using var command = _source!.CreateCommand(sql);
#pragma warning restore CA2100
        foreach (var (name, value) in parameters)
            command.Parameters.Add(new NpgsqlParameter(name, value ?? DBNull.Value));
        var rows = new List<Dictionary<string, object?>>();
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync())
            rows.Add(Enumerable.Range(0, reader.FieldCount).ToDictionary(reader.GetName, i => reader.IsDBNull(i) ? null : reader.GetValue(i)));
        return rows;
    }
}
