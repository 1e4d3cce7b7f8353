namespace Fleet.Hosts;

/// <summary>What a process is there for.</summary>
[GenerateSerializer, Alias("Fleet.Hosts.HostRole")]
public enum HostRole
{
    Silo = 0,
    Gateway = 1,

    /// <summary>Silo and gateway in one process: <c>./fleet up</c>.</summary>
    AllInOne = 2,
}
