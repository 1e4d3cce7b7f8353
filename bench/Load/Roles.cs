namespace Fleet.Bench.Load;

/// <summary>A benchmark is its own servers: it starts itself again with the name of a role.</summary>
public static class Roles
{
    public const string Gateway = "role-gateway";
    public const string Kestrel = "role-kestrel";
    public const string Floor = "role-floor";

    /// <summary>Serves until standard input ends.</summary>
    /// <returns>False where the arguments name no role.</returns>
    public static async Task<bool> TryServe(string[] args)
    {
        ArgumentNullException.ThrowIfNull(args);
        switch (args.FirstOrDefault())
        {
            case Gateway:
                await GatewayRole.Serve(args[1..]);
                return true;
            case Kestrel:
                await KestrelRole.Serve();
                return true;
            case Floor:
                FloorRole.Serve();
                return true;
            default:
                return false;
        }
    }

    /// <summary>Told to whoever started this process.</summary>
    internal static void Ready(string url, string key = "") => Console.WriteLine($"READY {url} {key}".TrimEnd());

    internal static Task Ended() => Task.Run(() =>
    {
        while (Console.In.ReadLine() is not null)
        {
        }
    });
}
