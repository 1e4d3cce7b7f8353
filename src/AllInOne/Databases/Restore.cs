using System.Text;
using Fleet.Devices.Commands;
using Fleet.Storage;
using Fleet.Storage.Postgres;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace Fleet.AllInOne.Databases;

/// <summary>
/// <c>./fleet restore FILE</c>: puts a backup in the place of what is there, in one transaction, so that a restore that
/// fails leaves everything as it was.
/// </summary>
internal static class Restore
{
    private const string Before = "BEGIN; DROP SCHEMA public CASCADE; CREATE SCHEMA public;\n";

    // A client that saw events after the backup holds offsets that would be given out again for other events: with a new
    // epoch its resume is told "not complete" instead.
    private const string After = "\nUPDATE public.shard_heads SET epoch = replace(gen_random_uuid()::text, '-', ''), last_n = 0;\nCOMMIT;\n";

    public static async Task<int> Run(string[] args)
    {
        var line = new CommandLine(args, ["--state"], ["--force"]);
        if (line.Arguments is not [var name])
            throw new UsageException("restore takes one FILE");
        var file = Path.GetFullPath(name);
        if (!File.Exists(file))
            throw new StorageException($"there is no file {file}");

        await using var target = await Target.Open(line.Value("--state") ?? ".fleet", exclusive: true, create: true);
        await MustBeBackup(target, file);
        await using (var source = NpgsqlDataSource.Create(target.ConnectionString))
        {
            await MustBeIdle(source);
            if (!line.Flag("--force") && await HasData(source))
                throw new StorageException("the database holds data; --force throws it away for the backup's");
        }

        await Replace(target, file);
        await using (var source = NpgsqlDataSource.Create(target.ConnectionString))
        {
            await new Migrator(source, TimeProvider.System, NullLogger<Migrator>.Instance).MigrateAsync(CancellationToken.None);
        }

        Console.WriteLine($"restored {file}");
        return 0;
    }

    private static async Task MustBeBackup(Target target, string file)
    {
        using var list = ClientProgram.Start(target, "pg_restore", "--list", file);
        using var contents = new StreamReader(list.Output, Encoding.UTF8);
        var text = await contents.ReadToEndAsync();
        if (await list.End() is { } problem)
            throw new StorageException($"{file} is no backup: {problem}");
        if (!text.Contains(" TABLE public schema_migrations ", StringComparison.Ordinal) || !text.Contains(" TABLE public positions ", StringComparison.Ordinal))
            throw new StorageException($"{file} is a backup of another database");
    }

    private static async Task MustBeIdle(NpgsqlDataSource source)
    {
        await using var others = source.CreateCommand(
            "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND application_name = 'fleet' AND pid <> pg_backend_pid()");
        if (await others.ExecuteScalarAsync() is not 0L)
            throw new StorageException("a fleet uses this database; stop it first");
    }

    private static async Task<bool> HasData(NpgsqlDataSource source)
    {
        await using var table = source.CreateCommand("SELECT to_regclass('public.grain_state') IS NOT NULL");
        if (await table.ExecuteScalarAsync() is not true)
            return false;
        await using var rows = source.CreateCommand("SELECT EXISTS (SELECT FROM grain_state) OR EXISTS (SELECT FROM positions) OR EXISTS (SELECT FROM events)");
        return await rows.ExecuteScalarAsync() is true;
    }

    private static async Task Replace(Target target, string file)
    {
        using var server = ClientProgram.Start(target, "psql", "--no-psqlrc", "--quiet", "--set=ON_ERROR_STOP=1", "--file=-");
        using var backup = ClientProgram.Start(target, "pg_restore", "--no-owner", "--no-privileges", "--file=-", file);
        string? problem = null;
        try
        {
            await server.Input.WriteAsync(Before);
            await server.Input.FlushAsync();
            await backup.Output.CopyToAsync(server.Input.BaseStream);
        }
        catch (IOException)
        {
            // psql has left, and says why when it is asked.
            problem = "psql ended early";
        }

        // Without COMMIT nothing of it stays.
        problem = await backup.End() is { } broken && problem is null ? broken : problem;
        if (problem is null)
            await server.Input.WriteAsync(After);
        if (await Finish(server) is { } refused)
            problem = refused;
        if (problem is not null)
            throw new StorageException("nothing was restored and nothing changed: " + problem);
    }

    private static async Task<string?> Finish(ClientProgram server)
    {
        try
        {
            return await server.End();
        }
        catch (IOException gone)
        {
            return gone.Message;
        }
    }
}
