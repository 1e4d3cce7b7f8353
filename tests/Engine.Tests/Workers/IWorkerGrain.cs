namespace Fleet.Engine.Workers;

public interface IWorkerGrain : IGrainWithStringKey
{
    Task Work();
}
