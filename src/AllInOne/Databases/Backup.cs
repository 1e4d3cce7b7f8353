using System.Globalization;
using Fleet.Devices.Commands;
using Fleet.Storage;

namespace Fleet.AllInOne.Databases;

/// <summary><c>./fleet backup FILE</c>: one consistent moment of the whole database, while it is used.</summary>
internal static class Backup
{
    public static async Task<int> Run(string[] args)
    {
        var line = new CommandLine(args, ["--state"], ["--force"]);
        if (line.Arguments is not [var name])
            throw new UsageException("backup takes one FILE");
        var file = Path.GetFullPath(name);
        if (System.IO.Directory.Exists(file))
            throw new UsageException($"{file} is a folder; backup takes a FILE");
        if (File.Exists(file) && !line.Flag("--force"))
            throw new StorageException($"{file} exists; --force writes over it");

        await using var target = await Target.Open(line.Value("--state") ?? ".fleet", exclusive: false, create: false);
        var partial = file + ".partial";
        try
        {
            CreateForOwner(partial);
            using var dump = ClientProgram.Start(target, "pg_dump", "--format=custom", "--no-owner", "--no-privileges", "--file=" + partial);
            if (await dump.End() is { } problem)
                throw new StorageException("pg_dump failed: " + problem);
            await using (var written = new FileStream(partial, FileMode.Open, FileAccess.ReadWrite))
            {
                written.Flush(flushToDisk: true);
            }

            File.Move(partial, file, overwrite: true);
        }
        finally
        {
            File.Delete(partial);
        }

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"wrote {file} ({new FileInfo(file).Length / 1024.0:0} KiB)"));
        return 0;
    }

    // It holds where people were, and the hashes of keys.
    private static void CreateForOwner(string path)
    {
        File.Delete(path);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        new FileStream(path, options).Dispose();
    }
}
