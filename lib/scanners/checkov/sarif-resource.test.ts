import { describe, expect, it } from 'vitest';
import { checkovResource } from './sarif-resource.ts';

const place = (snippet: string | null) => ({
  path: 'x',
  startLine: 1,
  endLine: 1,
  startColumn: null,
  snippet,
  label: null,
});

describe('checkovResource', () => {
  it.each([
    ['CKV_AWS_24', 'resource "aws_security_group" "web" {\n  name = "web"\n}\n', 'aws_security_group.web'],
    ['CKV_AWS_41', 'provider "aws" {\n', 'provider.aws'],
    ['CKV_AWS_109', 'data "aws_iam_policy_document" "all" {', 'data.aws_iam_policy_document.all'],
    ['CKV_AWS_20', '  LogBucket:\n    Type: AWS::S3::Bucket\n', 'AWS::S3::Bucket.LogBucket'],
    ['CKV_AWS_20', '    "LogBucket": {\n      "Type": "AWS::S3::Bucket",\n', 'AWS::S3::Bucket.LogBucket'],
    ['CKV_DOCKER_7', 'FROM python:latest\n', 'FROM'],
    ['CKV_DOCKER_4', 'ADD . /srv\n', 'ADD'],
    ['CKV_DOCKER_3', 'FROM python:latest\nADD . /srv\n', 'file'],
    ['CKV_K8S_8', 'apiVersion: v1\nkind: Pod\nmetadata:\n  name: web\nspec:\n  name: x\n', 'Pod.default.web'],
    [
      'CKV_K8S_8',
      'kind: Pod\nmetadata:\n  labels:\n    name: other\n  # note\n  namespace: "shop"\n  name: web\nspec: {}\n',
      'Pod.shop.web',
    ],
    ['CKV_K8S_8', 'kind: List\nitems: []\n', null],
    ['CKV_AZURE_1', '{"some": "template"}', null],
  ])('%s: %j is about %s', (rule, code, resource) => {
    expect(checkovResource(rule, place(code))).toBe(resource);
  });

  it('says nothing without code', () => {
    expect(checkovResource('CKV_AWS_24', place(null))).toBeNull();
    expect(checkovResource('CKV_AWS_24', undefined)).toBeNull();
  });

  it('stays quick on hostile code', () => {
    const started = performance.now();
    for (const text of [`metadata:\n${' \n'.repeat(50_000)}`, ' '.repeat(200_000), `kind:${' '.repeat(100_000)}`]) {
      checkovResource('CKV_K8S_8', place(text));
      checkovResource('CKV_AWS_8', place(text));
    }
    expect(performance.now() - started).toBeLessThan(1000);
  });
});
