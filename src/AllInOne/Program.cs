using Fleet.AllInOne;
using Fleet.AllInOne.Clusters;
using Fleet.AllInOne.Databases;
using Fleet.Devices.Commands;
using Fleet.Storage;

try
{
    return args.FirstOrDefault() switch
    {
        "backup" => await Backup.Run(args[1..]),
        "restore" => await Restore.Run(args[1..]),
        "cluster" => await ClusterUp.Run(ClusterUpOptions.Parse(args[1..])),
        "stop-database" => await LeftOver.Run(args[1..]),
        _ => await Up.Run(UpOptions.Parse(args)),
    };
}
catch (UsageException wrong)
{
    await Console.Error.WriteLineAsync("fleet: " + wrong.Message);
    return 2;
}
catch (Exception failed) when (failed is StorageException or IOException or UnauthorizedAccessException)
{
    await Console.Error.WriteLineAsync("fleet: " + failed.Message);
    return 1;
}
catch (OperationCanceledException)
{
    await Console.Error.WriteLineAsync("fleet: stopped before the end");
    return 130;
}
