namespace Fleet.Roads;

/// <summary>Told of segments by <see cref="RoadCells"/>; a structure, so that nothing is allocated at a position.</summary>
internal interface IRoadVisitor
{
    void Visit(int segment);
}
