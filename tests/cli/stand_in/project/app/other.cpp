// A program that the training has nothing to do with.
int main() {
  return 0;
}
